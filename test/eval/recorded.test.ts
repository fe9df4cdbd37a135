import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTemplateFiles } from '../../server/config/template-files.ts'
import { loadTemplates } from '../../server/config/templates.ts'
import { projectRoot } from '../../server/config/version.ts'
import { readCases } from './case.ts'
import { evalFolder, evaluate } from './evaluate.ts'
import { readOptions } from './options.ts'
import { readRecordings } from './recording.ts'
import { replayed } from './replay.ts'
import { runCase } from './run-case.ts'

const read = readCases(join(evalFolder, 'cases'))
const cases = read.ok ? read.value : []
const { templates } = loadTemplates(readTemplateFiles(join(projectRoot, 'configs', 'templates')))
const sets = readdirSync(join(evalFolder, 'recorded')).toSorted()
const recorded = sets.flatMap((set) => {
  const found = readRecordings(join(evalFolder, 'recorded', set))
  if (!found.ok) throw new Error(found.error)
  return [...found.value].map(([id, recording]) => ({ name: `${set}: ${id}`, id, recording }))
})

const folder = mkdtempSync(join(tmpdir(), 'planwright-eval-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('recorded answers', () => {
  it('are of cases that there are, and there is a good answer to every case', () => {
    expect(read.ok ? [] : read.error).toEqual([])
    expect(recorded.filter(({ id }) => !cases.some((evalCase) => evalCase.id === id)).map(({ name }) => name)).toEqual([])
    const good = new Set(recorded.filter(({ recording }) => recording.verdict === 'first-try' && recording.fails.length === 0).map(({ id }) => id))
    expect(cases.map(({ id }) => id).filter((id) => !good.has(id))).toEqual([])
  })

  it.each(recorded)('$name comes to what it came to when it was recorded', async ({ id, recording }) => {
    const evalCase = cases.find((candidate) => candidate.id === id)
    if (!evalCase) throw new Error(`there is no case ${id}`)
    const { result } = await runCase(evalCase, { models: replayed(recording), templates, fastPath: false })
    const failed = result.checks.filter(({ wrong }) => wrong !== null)
    expect({ verdict: result.verdict, fails: failed.map(({ check }) => check) }, JSON.stringify({ said: result.said, failed })).toEqual({
      verdict: recording.verdict,
      fails: recording.fails,
    })
  })

  it('can be evaluated as a model can, and give a report', async () => {
    const options = readOptions(['--recorded', 'example-careless', '--only', 'break', '--out', join(folder, 'report')])
    if (!options.ok) throw new Error(options.error)
    const ran = await evaluate(options.value, { variables: {}, now: () => new Date('2026-11-20T12:00:00Z') })
    if (!ran.ok) throw new Error(ran.error)
    expect(ran.value.report.results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['break-invoices', 'repaired'],
      ['break-event', 'repaired'],
    ])
    expect(readdirSync(folder).toSorted()).toEqual(['report.json', 'report.md'])
  })
})
