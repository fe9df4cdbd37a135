import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../server/cli/exit.ts'
import type { Io } from '../../server/cli/io.ts'
import { buildProgram } from '../../server/cli/program.ts'
import { temporaryHome, terminal } from './terminal.ts'

const io = { out: () => undefined, err: () => undefined, color: false, columns: 100 } as unknown as Io

/** The words that lead to each command that does something. */
function leaves(command: Command, path: readonly string[] = []): readonly (readonly string[])[] {
  const below = command.commands.filter((each) => each.name() !== 'help')
  return below.length === 0 ? [path] : below.flatMap((each) => leaves(each, [...path, each.name()]))
}

describe('the help of every command', () => {
  const commands = leaves(buildProgram(io, 'test'))

  it.each(commands.map((path) => [path.join(' '), path]))('%s says what it does', async (_, path) => {
    const { code, out } = await terminal()(...path, '--help')
    expect(code).toBe(exitCodes.ok)
    expect(out).toContain(`Usage: planwright ${path.join(' ')}`)
    expect(out.split('\n').filter((line) => line.trim() !== '').length).toBeGreaterThan(3)
  })

  it.each(commands.map((path) => [path.join(' '), path]))('%s refuses an option it does not know, as usage', async (_, path) => {
    const { code, err } = await terminal()(...path, '--frobnicate')
    expect(code).toBe(exitCodes.usage)
    expect(err).toContain('--frobnicate')
  })
})

describe('completion', () => {
  it('completes commands and options in bash', async () => {
    const { out } = await terminal()('completion', 'bash')
    const folder = mkdtempSync(join(temporaryHome(), 'bash-'))
    writeFileSync(join(folder, 'planwright.bash'), out)
    const complete = (...words: readonly string[]): readonly string[] =>
      execFileSync('bash', [
        '-c',
        `source ${join(folder, 'planwright.bash')}; COMP_WORDS=(planwright ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _planwright; echo "\${COMPREPLY[@]}"`,
      ])
        .toString()
        .trim()
        .split(' ')
    expect(complete('ta')).toEqual(['task'])
    expect(complete('task', 'mo')).toEqual(['move'])
    expect(complete('task', 'add', 'Title', '--est')).toEqual(['--estimate'])
    expect(complete('session', 'commit', '--task')).toEqual(['--task-done'])
  })

  it('has a script for zsh and fish, and refuses others', async () => {
    expect((await terminal()('completion', 'zsh')).out).toContain('#compdef planwright')
    expect((await terminal()('completion', 'fish')).out).toContain('complete -c planwright')
    expect((await terminal()('completion', 'tcsh')).code).toBe(exitCodes.usage)
  })
})
