import { describe, expect, it } from 'vitest'
import { bindings } from './bindings.ts'
import { commandOf, viewCommandOf, globalCommandOf, isLetterKey, keysOf, keyText, pressOf, type Pressed } from './keys.ts'

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({ key, ctrl: false, shift: false, alt: false, ...held })

describe('keys of the tree', () => {
  it('move, open, edit and decide', () => {
    expect(commandOf(press('ArrowDown'), true)).toBe('down')
    expect(commandOf(press('k'), true)).toBe('up')
    expect(commandOf(press('A', { shift: true }), true)).toBe('accept-below')
    expect(commandOf(press('ArrowLeft', { alt: true }), true)).toBe('outdent')
    expect(commandOf(press('Enter', { ctrl: true }), true)).toBe('apply')
    expect(commandOf(press(' '), true)).toBe('tick')
  })

  it('take a sign however it is typed', () => {
    expect(commandOf(press('#', { shift: true }), true)).toBe('tags')
    expect(commandOf(press('@'), true)).toBe('assignee')
  })

  it('leave single characters alone where they are turned off, but not the others', () => {
    for (const key of ['a', 'j', '#', '1', '/']) expect(commandOf(press(key), false)).toBeUndefined()
    expect(commandOf(press('R', { shift: true }), false)).toBeUndefined()
    expect(globalCommandOf(press('?', { shift: true }), false)).toBeUndefined()
    expect(commandOf(press('ArrowDown'), false)).toBe('down')
    expect(commandOf(press('F2'), false)).toBe('rename')
    expect(globalCommandOf(press('k', { ctrl: true }), false)).toBe('palette')
    expect(globalCommandOf(press('/', { ctrl: true }), false)).toBe('help')
  })

  it('are nobody else’s', () => {
    expect(commandOf(press('q'), true)).toBeUndefined()
    expect(commandOf(press('a', { alt: true }), true)).toBeUndefined()
  })
})

it('on a card and on a bar mean other things than on a row', () => {
  expect(viewCommandOf('board', press('n'), true)).toBe('card-add')
  expect(viewCommandOf('board', press('n'), false)).toBeUndefined()
  expect(viewCommandOf('timeline', press('ArrowRight', { shift: true }), false)).toBe('longer')
  expect(viewCommandOf('timeline', press('n'), true)).toBeUndefined()
})

describe('the table of keys', () => {
  it('gives no key two meanings where it works', () => {
    const places = [['tree', 'review'], ['board'], ['timeline']] as const
    for (const place of places) {
      const here = bindings.filter(({ scope }) => scope === 'everywhere' || scope === 'pair' || (place as readonly string[]).includes(scope))
      const taken = here.flatMap(({ press: keys }) => keys)
      expect(taken.filter((key, index) => taken.indexOf(key) !== index)).toEqual([])
    }
  })

  it('leaves every command that a letter runs another way: a key that is no letter, or the palette and the menus', () => {
    expect(bindings.filter(({ press: keys }) => keys.length === 0)).toEqual([])
    expect(isLetterKey('j') && isLetterKey('Shift+a') && isLetterKey('?')).toBe(true)
    expect(isLetterKey('Ctrl+k') || isLetterKey('Space') || isLetterKey('F2') || isLetterKey('Shift+Space')).toBe(false)
  })

  it('is written as it stands on a keyboard', () => {
    expect(keysOf('accept-below')).toBe('⇧A')
    expect(keysOf('move-up')).toBe('Alt ↑')
    expect(keyText(pressOf(press('Z', { ctrl: true, shift: true })))).toBe('Ctrl ⇧Z')
    expect(keysOf('no such command')).toBeUndefined()
  })
})
