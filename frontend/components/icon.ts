import { html, svg, nothing, type TemplateResult } from 'lit'
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Bot,
  Calendar,
  ChartNoAxesGantt,
  Check,
  ChevronDown,
  ChevronRight,
  ChevronsDownUp,
  ChevronsUpDown,
  CircleHelp,
  CornerDownRight,
  CornerUpLeft,
  Command,
  Contrast,
  Download,
  Ellipsis,
  FileText,
  Flag,
  Funnel,
  Folder,
  GitCompareArrows,
  History,
  Inbox,
  Info,
  Kanban,
  Keyboard,
  Link2,
  ListChecks,
  ListTree,
  Maximize2,
  MessageSquare,
  Monitor,
  Moon,
  Pencil,
  Plus,
  Redo2,
  RotateCcw,
  Search,
  Send,
  Settings2,
  Sparkles,
  Square,
  Sun,
  Tag,
  Timer,
  Trash2,
  TriangleAlert,
  Undo2,
  Upload,
  User,
  WifiOff,
  X,
  type IconNode,
} from 'lucide'

const drawn = {
  'arrow-down': ArrowDown,
  'arrow-left': ArrowLeft,
  'arrow-right': ArrowRight,
  'arrow-up': ArrowUp,
  agent: Bot,
  board: Kanban,
  calendar: Calendar,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-right': ChevronRight,
  collapse: ChevronsDownUp,
  expand: ChevronsUpDown,
  help: CircleHelp,
  below: CornerDownRight,
  revert: CornerUpLeft,
  command: Command,
  contrast: Contrast,
  download: Download,
  more: Ellipsis,
  text: FileText,
  flag: Flag,
  filter: Funnel,
  folder: Folder,
  compare: GitCompareArrows,
  history: History,
  inbox: Inbox,
  info: Info,
  keyboard: Keyboard,
  link: Link2,
  criteria: ListChecks,
  tree: ListTree,
  open: Maximize2,
  chat: MessageSquare,
  system: Monitor,
  moon: Moon,
  edit: Pencil,
  plus: Plus,
  redo: Redo2,
  restore: RotateCcw,
  search: Search,
  send: Send,
  settings: Settings2,
  sparkles: Sparkles,
  stop: Square,
  sun: Sun,
  tag: Tag,
  timeline: ChartNoAxesGantt,
  timer: Timer,
  trash: Trash2,
  warning: TriangleAlert,
  undo: Undo2,
  upload: Upload,
  person: User,
  offline: WifiOff,
  close: X,
} satisfies Record<string, IconNode>

/** Our own, where a shape says how far something is. */
const own = {
  'status-todo': '<circle cx="12" cy="12" r="8.5"/>',
  'status-in_progress': '<circle cx="12" cy="12" r="8.5"/><path fill="currentColor" stroke="none" d="M12 7a5 5 0 0 1 0 10z"/>',
  'status-review': '<circle cx="12" cy="12" r="8.5"/><path fill="currentColor" stroke="none" d="M12 7a5 5 0 1 1-5 5h5z"/>',
  'status-blocked': '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 12h7"/>',
  'status-done': '<circle cx="12" cy="12" r="9.5" fill="currentColor" stroke="none"/><path stroke="var(--surface)" d="m8 12.3 2.7 2.7L16 9.5"/>',
  'status-cancelled': '<circle cx="12" cy="12" r="8.5"/><path d="m9.2 9.2 5.6 5.6m0-5.6-5.6 5.6"/>',
  'priority-low': '<path stroke-width="3" d="M6 18v-3"/><path stroke-width="3" opacity=".28" d="M12 18v-7M18 18V6"/>',
  'priority-medium': '<path stroke-width="3" d="M6 18v-3M12 18v-7"/><path stroke-width="3" opacity=".28" d="M18 18V6"/>',
  'priority-high': '<path stroke-width="3" d="M6 18v-3M12 18v-7M18 18V6"/>',
  'priority-urgent':
    '<rect x="3.5" y="3.5" width="17" height="17" rx="4.5" fill="currentColor" stroke="none"/><path stroke="var(--surface)" stroke-width="2.6" d="M12 7.8v5M12 16.2v.1"/>',
  'priority-none': '<path stroke-width="2" d="M5 16h2M11 16h2M17 16h2"/>',
  logo: '<path d="M4 6h16M8 12h12"/><path class="logo-added" d="M8 18h7M11.5 14.8v6.4"/>',
} as const

export type IconName = keyof typeof drawn | keyof typeof own

/** One drawing per name in the page; a row only points at it. */
export function installIcons(): void {
  const shapes = { ...Object.fromEntries(Object.entries(drawn).map(([name, node]) => [name, node.map(shape).join('')])), ...own }
  const symbols = Object.entries(shapes).map(([name, inner]) => `<symbol id="i-${name}" viewBox="0 0 24 24">${inner}</symbol>`)
  const sprite = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" class="sprite" aria-hidden="true">${symbols.join('')}</svg>`,
    'image/svg+xml',
  )
  document.body.prepend(document.importNode(sprite.documentElement, true))
}

const shape = ([tag, attributes]: IconNode[number]): string =>
  `<${tag} ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}/>`

/** Decoration only: whatever it stands on has words of its own. */
export const icon = (name: IconName, extra = ''): TemplateResult =>
  html`<svg class="icon ${extra}" aria-hidden="true">${svg`<use href="#i-${name}"></use>`}</svg>`

export const iconOr = (name: IconName | undefined): TemplateResult | typeof nothing => (name ? icon(name) : nothing)
