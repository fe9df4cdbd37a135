import type { CalendarDate } from '../../../core/plan/task.ts'
import { emptyNode, nodeOf, type Building } from './builder.ts'
import { readFieldLine } from './hints.ts'
import { levels, type Line, type LineKind } from './lines.ts'
import { isIntroduction, sectionKind } from './names.ts'
import type { Hints } from './outline.ts'
import { endOfFence, withCode, withIdentifiers } from './prepare-lines.ts'
import { withTables, type RowFields } from './tables.ts'

/** A section whose lines are no tasks: criteria of its owner, or prose about it. */
interface Section {
  readonly kind: 'criteria' | 'prose'
  readonly owner: Building
  readonly level: number
  /** Items further left than this end it; only for sections inside of a list. */
  readonly indent: number
}

interface OpenItem {
  readonly indent: number
  /** Where its words begin. */
  readonly content: number
  readonly family: string
  readonly number: string | null
  readonly node: Building
}

/** Lists nested deeper than anybody writes by hand are read as if they stood at this level. */
export const deepest = 40

/** Reads lines into a tree under a node that stands for the document. */
export function readLines(lines: readonly Line[], today?: CalendarDate): Building {
  return new LineReader(lines, today).read()
}

class LineReader {
  private readonly document = emptyNode(1)
  private readonly heads: { level: number; node: Building }[] = []
  private items: OpenItem[] = []
  private section: Section | null = null
  /** Text after a numbered item that belongs to it if the numbers go on, else to the head above. */
  private pending: { item: OpenItem; lines: string[] } | null = null
  private afterBlank = true
  private readonly lines: readonly Line[]
  private readonly facts: ReturnType<typeof factsOf>
  private readonly today: CalendarDate | undefined

  constructor(lines: readonly Line[], today: CalendarDate | undefined) {
    this.today = today
    this.lines = withTables(withIdentifiers(withCode(withUnderlined(lines))), today)
    this.facts = factsOf(this.lines)
  }

  read(): Building {
    for (let index = 0; index < this.lines.length; index += 1) {
      const line = this.lines[index] as Line
      if (line.what.kind === 'fence') {
        index = this.readFence(index, line.what.marker)
        this.afterBlank = false
        continue
      }
      this.readOne(line, index)
      this.afterBlank = line.what.kind === 'blank'
    }
    this.settle(false)
    return this.document
  }

  private readOne(line: Line, index: number): void {
    const what = line.what
    switch (what.kind) {
      case 'blank':
      case 'rule':
      case 'fence':
        return
      case 'table-head':
        if (this.section) this.intoSection(line, line.raw.trim(), false)
        return
      case 'heading':
        return this.readHeading(line, what, index)
      case 'item':
        return this.readItem(line, what, index)
      case 'text': {
        if (this.afterBlank && line.indent === 0 && isCapitals(what.text) && this.facts.hasNoHeadings && this.lines[index + 1] !== undefined)
          return this.readHeading(line, { kind: 'heading', level: levels.capitals, text: what.text.replace(/:$/, ''), number: null }, index)
        return this.readText(line, what.text, index)
      }
    }
  }

  private readHeading(line: Line, what: Extract<LineKind, { kind: 'heading' }>, index: number): void {
    if (this.section && what.level > this.section.level) return this.intoSection(line, line.raw.trim(), true)
    this.settle(false)
    this.section = null
    this.items = []
    while (this.heads.length > 0 && (this.heads.at(-1)?.level ?? 0) >= what.level) this.heads.pop()
    const owner = this.heads.at(-1)?.node ?? this.document
    const kind = sectionKind(what.text)
    if (kind === 'criteria' && this.facts.hasLinesBelow(index)) {
      this.section = { kind, owner, level: what.level, indent: 0 }
      owner.criteriaTitle ??= what.text
      return
    }
    if (kind === 'prose' && this.facts.isProseHere(index)) {
      this.section = { kind, owner, level: what.level, indent: 0 }
      this.append(owner, [line.raw.trim()], true)
      return
    }
    const node = nodeOf({ text: what.text, line: line.number, number: what.number, level: what.level, raw: line.raw.trim(), today: this.today })
    node.isContainer = kind === 'tasks'
    owner.children.push(node)
    this.heads.push({ level: what.level, node })
  }

  private readItem(line: Line, what: Extract<LineKind, { kind: 'item' }>, index: number): void {
    if (this.section && line.indent < this.section.indent) this.section = null
    if (this.section) return this.intoSection(line, what.fields ? line.raw.trim() : what.text, false, what.box === 'x')
    const numbersGoOn =
      this.pending !== null &&
      what.family === 'number' &&
      line.indent <= this.pending.item.indent + 1 &&
      follows(this.pending.item.number, what.number)
    this.settle(numbersGoOn)
    this.closeItems(line.indent, what)
    this.items.length = Math.min(this.items.length, deepest)
    const parent = this.items.at(-1)?.node ?? this.heads.at(-1)?.node ?? this.document
    const name = what.text.replace(/:$/, '')
    if (parent !== this.document && what.box === null && sectionKind(name) === 'criteria' && (this.lines[index + 1]?.indent ?? 0) > line.indent) {
      this.section = { kind: 'criteria', owner: parent, level: 99, indent: line.indent + 1 }
      return
    }
    if (parent !== this.document && what.box === null) {
      const field = readFieldLine(what.text, this.today)
      if (field && takeHints(parent, field)) return
      const criterion = criterionOf(what.text)
      if (criterion !== null) {
        parent.criteria.push({ text: criterion, done: false })
        return
      }
    }
    const node = nodeOf({ text: what.text, line: line.number, number: what.number, box: what.box, level: null, raw: line.raw, today: this.today })
    if (what.fields) takeRow(node, what.fields, line.raw.trim())
    parent.children.push(node)
    this.items.push({
      indent: line.indent,
      content: line.indent + (what.family === 'bullet' ? 2 : (what.number?.length ?? 1) + 2),
      family: what.family,
      number: what.number,
      node,
    })
  }

  /** Leaves the items that this one does not stand under. */
  private closeItems(indent: number, what: Extract<LineKind, { kind: 'item' }>): void {
    for (;;) {
      const top = this.items.at(-1)
      if (!top || indent >= top.indent + 2) return
      if (indent >= top.indent - 1) {
        if (what.number !== null && top.number !== null && what.number.startsWith(`${top.number}.`)) return
        // Bullets at the margin of a numbered item are its parts, unless bullets already stand there as its peers.
        if (
          what.family !== top.family &&
          !this.items.some((item) => item !== top && item.family === what.family && Math.abs(item.indent - indent) <= 1)
        ) {
          if (!(what.number !== null && top.number !== null)) return
        }
      }
      this.items.pop()
    }
  }

  private readText(line: Line, text: string, index: number): void {
    if (isMarker(text)) return
    if (this.section) {
      const leaves = this.section.level >= levels.label && this.afterBlank && line.indent <= Math.max(0, this.section.indent - 1)
      if (!leaves && !(this.section.indent > 0 && line.indent < this.section.indent)) return this.intoSection(line, text, false)
      this.section = null
    }
    const item = this.itemFor(line)
    const owner = item?.node ?? this.heads.at(-1)?.node ?? this.document
    if (text.length <= 80 && text.endsWith(':') && this.facts.itemFollows(index) && this.labelTaken(line, text, owner, item)) return
    if (this.isBareLabel(line, text, index)) {
      this.readHeading(line, { kind: 'heading', level: levels.label, text, number: null }, -1)
      return
    }
    const field = readFieldLine(text, this.today)
    if (field && (owner !== this.document || this.document.children.length === 0) && takeHints(owner, field)) return
    const criterion = owner === this.document ? null : criterionOf(text)
    if (criterion !== null) {
      owner.criteria.push({ text: criterion, done: false })
      return
    }
    if (!item && this.items.length > 0) {
      const base = this.items[0]
      if (base?.family === 'number') {
        this.pending ??= { item: base, lines: [] }
        this.pending.lines.push(...(this.afterBlank && this.pending.lines.length > 0 ? [''] : []), line.raw.trim())
        return
      }
      this.items = []
    }
    this.append(owner, [dedent(line, item ? item.content : 0)], this.afterBlank)
  }

  /** "Acceptance criteria:", "Notes:", "Phase one:" above a list. False where the line is only a sentence before it. */
  private labelTaken(line: Line, text: string, owner: Building, item: OpenItem | null): boolean {
    const name = text.slice(0, -1).trim()
    const kind = sectionKind(name)
    if (kind === 'criteria' && owner !== this.document) {
      this.section = { kind, owner, level: levels.label, indent: item ? item.indent + 1 : 0 }
      return true
    }
    if (item || line.indent > 0) return false
    if (kind === 'prose') {
      this.settle(false)
      this.append(owner, [line.raw.trim()], true)
      this.section = { kind, owner, level: levels.label, indent: 0 }
      return true
    }
    if (isIntroduction(text) || (!this.afterBlank && this.items.length === 0 && owner.text.length > 0)) return false
    this.readHeading(line, { kind: 'heading', level: levels.label, text: name, number: null }, -1)
    return true
  }

  /** "Before the move" alone above a list, in a text that marks its heads no other way. */
  private isBareLabel(line: Line, text: string, index: number): boolean {
    if (!this.afterBlank || line.indent > 0 || !this.facts.hasNoHeadings || text.length > 60 || /[.,;:!?…|>`]$|^[>|<`]/.test(text)) return false
    const isDirect = this.lines[index + 1]?.what.kind === 'item'
    const isFirst = this.document.children.length === 0 && this.document.text.length === 0
    if (!(isDirect || (isFirst && this.facts.itemFollows(index))) || isIntroduction(text) || readFieldLine(text) !== null) return false
    const next = this.lines[index + 1]?.what
    return !(next?.kind === 'item' && follows(this.items[0]?.number ?? null, next.number))
  }

  /** The list item that a line of text continues, or null where it stands outside of the list. */
  private itemFor(line: Line): OpenItem | null {
    if (!this.afterBlank && !this.pending) return this.items.at(-1) ?? null
    if (line.indent < 2) return null
    return this.items.findLast((item) => item.indent < line.indent) ?? null
  }

  private intoSection(line: Line, text: string, isHead: boolean, done = false): void {
    const section = this.section
    if (!section) return
    if (section.kind === 'criteria' && !isHead && !isMarker(text)) {
      const last = section.owner.criteria.at(-1)
      const goesOn = line.what.kind === 'text' && !this.afterBlank && last !== undefined
      if (goesOn) last.text = `${last.text} ${text}`
      else section.owner.criteria.push({ text: text.replace(/^#\d{1,3}\s+(?=\S)/, ''), done })
      return
    }
    if (!isMarker(text)) this.append(section.owner, [line.raw.trimEnd()], this.afterBlank)
  }

  /** A fenced block goes as it stands to whatever the text around it belongs to. Returns the index of its last line. */
  private readFence(start: number, marker: string): number {
    const line = this.lines[start] as Line
    const end = endOfFence(this.lines, start, marker)
    const item = this.section ? null : this.itemFor(line)
    const owner = this.section?.owner ?? item?.node ?? this.heads.at(-1)?.node ?? this.document
    this.append(
      owner,
      this.lines.slice(start, end + 1).map((each) => dedent(each, item ? item.content : 0)),
      this.afterBlank,
    )
    return end
  }

  private append(owner: Building, lines: readonly string[], apart: boolean): void {
    if (apart && owner.text.length > 0) owner.text.push('')
    for (const line of lines) owner.text.push(line)
  }

  private settle(toItem: boolean): void {
    if (!this.pending) return
    const owner = toItem ? this.pending.item.node : (this.heads.at(-1)?.node ?? this.document)
    this.append(owner, this.pending.lines, true)
    if (!toItem) this.items = []
    this.pending = null
  }
}

/** Takes all of them or none: a field that is set already must not be lost. */
function takeHints(node: Building, hints: Hints): boolean {
  for (const key of Object.keys(hints) as (keyof Hints)[]) if (key !== 'tags' && key !== 'after' && node.hints[key] !== undefined) return false
  node.hints = {
    ...node.hints,
    ...hints,
    ...(hints.tags ? { tags: [...(node.hints.tags ?? []), ...hints.tags] } : {}),
    ...(hints.after ? { after: [...(node.hints.after ?? []), ...hints.after] } : {}),
  }
  return true
}

/** The cells of a row beside its title; the whole row where the title said something else already. */
function takeRow(node: Building, { hints, notes }: RowFields, raw: string): void {
  const own = takeHints(node, hints) ? [] : [raw]
  node.text.push(...[...notes, ...own].flatMap((note, index) => (index === 0 && node.text.length === 0 ? [note] : ['', note])))
}

const criterionOf = (text: string): string | null => /^(?:AC|Acceptance criterion|Done when)\s?\d{0,2}\s?:\s+(\S.*)$/i.exec(text)?.[1] ?? null

/** Comments that tools leave in files to find their sections again. */
const isMarker = (text: string): boolean => text.length < 80 && /^<!--\s?[A-Z_]+(?::[A-Z_]+)*\s?-->$/.test(text)

const isCapitals = (text: string): boolean => text.length <= 60 && /\p{Lu}{3}/u.test(text) && text === text.toUpperCase() && !/[.;,!?]$/.test(text)

function follows(before: string | null, after: string | null): boolean {
  if (before === null || after === null) return false
  return after.startsWith(`${before}.`) || Number(after) === Number(before) + 1
}

function dedent(line: Line, columns: number): string {
  if (columns === 0 || line.indent === 0) return line.raw.trimEnd()
  return ' '.repeat(Math.max(0, line.indent - columns)) + line.raw.trim()
}

/** "Shop" over "====" is a head of the first level, over "----" of the second. */
function withUnderlined(lines: readonly Line[]): readonly Line[] {
  let isFenced = false
  return lines.map((line, index) => {
    if (line.what.kind === 'fence') isFenced = !isFenced
    const [before, below] = [lines[index - 1]?.what.kind ?? 'blank', lines[index + 1]]
    if (isFenced || line.what.kind !== 'text' || line.indent > 3 || before !== 'blank' || below?.what.kind !== 'rule') return line
    const { text } = line.what
    const mark = /^(?:={3,}|-{3,})$/.exec(below.raw.trim())?.[0]
    if (mark === undefined || text.length > 120 || /[.:!?|]$/.test(text)) return line
    return { ...line, what: { kind: 'heading', level: mark.startsWith('=') ? 1 : 2, text, number: null } }
  })
}

/** What must be known of the lines further down, computed once so that reading stays linear. */
function factsOf(lines: readonly Line[]) {
  const headings: number[] = []
  const nextFilled = new Array<number>(lines.length).fill(-1)
  const boxes = [0]
  let next = -1
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    nextFilled[index] = next
    if ((lines[index] as Line).what.kind !== 'blank') next = index
  }
  for (const [index, line] of lines.entries()) {
    if (line.what.kind === 'heading') headings.push(index)
    boxes.push((boxes[index] ?? 0) + (line.what.kind === 'item' && line.what.box !== null ? 1 : 0))
  }
  const sectionEnd = new Map(headings.map((start, position) => [start, headings[position + 1] ?? lines.length]))
  const markdown = headings.filter((index) => levelOf(lines[index]) <= 6)
  const isTaskHead = (index: number): boolean => {
    const what = lines[index]?.what
    return what?.kind === 'heading' && ['task', 'tasks'].includes(sectionKind(what.text))
  }
  const top = markdown.reduce((least, index) => Math.min(least, levelOf(lines[index])), 99)
  const isLoneTitle =
    markdown.filter((index) => levelOf(lines[index]) === top).length === 1 && markdown[0] !== undefined && levelOf(lines[markdown[0]]) === top
  const hasCriteria = headings.some((index) => sectionKind(lines[index]?.what.kind === 'heading' ? lines[index].what.text : '') === 'criteria')
  const taskHeads = headings.filter((index) => isTaskHead(index) && !(isLoneTitle && index === markdown[0])).length
  return {
    hasNoHeadings: markdown.length === 0,
    hasLinesBelow: (index: number): boolean =>
      index >= 0 && nextFilled[index] !== -1 && !['heading'].includes(lines[nextFilled[index] ?? 0]?.what.kind ?? ''),
    itemFollows: (index: number): boolean => lines[nextFilled[index] ?? -1]?.what.kind === 'item',
    /** "Goals" is prose beside heads that are tasks; where there are no others, or it holds a checklist, it is one. */
    isProseHere: (index: number): boolean => {
      if (index < 0) return false
      const end = sectionEnd.get(index) ?? lines.length
      return (boxes[end] ?? 0) === (boxes[index] ?? 0) && (taskHeads > 0 || hasCriteria)
    },
  }
}

const levelOf = (line: Line | undefined): number => (line?.what.kind === 'heading' ? line.what.level : 99)
