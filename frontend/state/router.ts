import { Store } from './store.ts'

/** The ways to look at one plan. Each has an address. */
export const planViews = ['tree', 'board', 'timeline', 'history'] as const
export type PlanViewName = (typeof planViews)[number]

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'trash' }
  | { readonly name: 'inbox' }
  | { readonly name: 'project'; readonly id: string; readonly query: ProjectQuery }
  | { readonly name: 'unknown' }

/** What of a project is shown. What is open and selected stays from view to view; the rest belongs to one of them. */
export interface ProjectQuery extends HistoryQuery {
  readonly view: PlanViewName
  /** The task whose details are open. */
  readonly task: string | null
  readonly proposal: string | null
  /** The task whose conversation is shown; null is the project's own. */
  readonly focus: string | null
  /** `list`: the proposal is read in words, from top to bottom, instead of in the view. */
  readonly read: string | null
  /** What the columns of the board stand for; null is the status. */
  readonly by: string | null
  /** Whether the board shows tasks that have others below them too. */
  readonly all: string | null
  /** The task whose branch the tree shows; null is the whole plan. */
  readonly under: string | null
  /** How much time the timeline shows at once; null is a week. */
  readonly zoom: string | null
}

export interface HistoryQuery {
  readonly version: number | null
  readonly from: number | null
  readonly to: number | null
}

const common = ['task', 'proposal', 'focus', 'read'] as const
/** Of an address only what belongs to its view is kept. */
const ownOf: Readonly<Record<PlanViewName, readonly (keyof ProjectQuery)[]>> = {
  tree: ['under'],
  board: ['by', 'all'],
  timeline: ['zoom'],
  history: ['version', 'from', 'to'],
}

export const emptyQuery: ProjectQuery = {
  ...{ view: 'tree', task: null, proposal: null, focus: null, read: null },
  ...{ under: null, by: null, all: null, zoom: null, version: null, from: null, to: null },
}

const number = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** What an address shows. */
export function routeOf(url: URL): Route {
  const path = url.pathname.replace(/\/+$/, '') || '/'
  if (path === '/') return { name: 'home' }
  if (path === '/trash') return { name: 'trash' }
  if (path === '/inbox') return { name: 'inbox' }
  const [, id, named = 'tree'] = /^\/p\/([\w-]+)(?:\/(board|timeline|history))?$/.exec(path) ?? []
  if (id === undefined) return { name: 'unknown' }
  const view = named as PlanViewName
  const text = (key: keyof ProjectQuery): string | null => ([...common, ...ownOf[view]].includes(key as never) ? url.searchParams.get(key) : null)
  const [version, from, to] = [number(text('version')), number(text('from')), number(text('to'))]
  const query = {
    view,
    task: text('task'),
    proposal: text('proposal'),
    focus: text('focus'),
    read: text('read'),
    under: text('under'),
    by: text('by'),
    all: text('all'),
    zoom: text('zoom'),
  }
  return { name: 'project', id, query: { ...query, version, from, to } }
}

export function projectPath(id: string, query: Partial<ProjectQuery> = {}): string {
  const { view = 'tree' } = query
  const given = [...common, ...ownOf[view]].flatMap((key) => {
    const value = query[key]
    return value === null || value === undefined ? [] : [[key, String(value)]]
  })
  const path = `/p/${encodeURIComponent(id)}${view === 'tree' ? '' : `/${view}`}`
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export const historyPath = (id: string, query: Partial<ProjectQuery> = {}): string => projectPath(id, { ...query, view: 'history' })

/** The address bar as a store. Links within the page change it without a reload. */
export class Router extends Store {
  route: Route = routeOf(new URL(location.href))

  start(): void {
    addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = (event.target as Element | null)?.closest?.('a[href]')
      if (!(link instanceof HTMLAnchorElement) || link.target !== '' || link.hasAttribute('download')) return
      const url = new URL(link.href)
      if (url.origin !== location.origin || routeOf(url).name === 'unknown') return
      event.preventDefault()
      this.go(url.pathname + url.search)
    })
  }

  go(path: string, options: { readonly replace?: boolean } = {}): void {
    if (path === location.pathname + location.search) return
    if (options.replace) history.replaceState(null, '', path)
    else history.pushState(null, '', path)
    this.#read()
  }

  #read(): void {
    this.route = routeOf(new URL(location.href))
    this.changed()
  }
}
