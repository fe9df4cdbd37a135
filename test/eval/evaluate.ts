import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readTemplateFiles } from '../../server/config/template-files.ts'
import { loadTemplates } from '../../server/config/templates.ts'
import { projectRoot, version } from '../../server/config/version.ts'
import { fail, ok, type Result } from '../../server/core/result.ts'
import { askedModels } from './asked-models.ts'
import { runBudget } from './budget.ts'
import { readCases, type EvalCase } from './case.ts'
import { readReport, writeReport } from './files.ts'
import type { Options } from './options.ts'
import { folderName, readRecordings, writeRecording, type RecordedTry, type Recording } from './recording.ts'
import { replayed } from './replay.ts'
import { passed, type CaseResult, type Report } from './result.ts'
import { runAll } from './run-all.ts'
import { runCase, type RunOf } from './run-case.ts'

export const evalFolder = join(projectRoot, 'test', 'eval')

export interface Evaluation {
  readonly report: Report
  readonly earlier: Report | null
  /** Whether --max-cost ended it. */
  readonly isCutShort: boolean
}

export interface Surroundings {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly now: () => Date
  /** Where recordings lie. */
  readonly recordings?: string
  /** Told after every case. */
  readonly progress?: (line: string) => void
}

/** One run: reads the cases, asks whoever is to be asked, and writes the report as it grows. */
export async function evaluate(
  options: Options,
  { variables, now, recordings = join(evalFolder, 'recorded'), progress = () => undefined }: Surroundings,
): Promise<Result<Evaluation, string>> {
  const read = readCases(join(evalFolder, 'cases'))
  if (!read.ok) return fail(read.error.join('\n'))
  const cases = read.value.filter((evalCase) => isWanted(evalCase, options.only))
  if (cases.length === 0) return fail(`--only: no case or group begins with ${options.only.join(', ')}`)
  const earlier = options.compare === null ? ok(null) : readReport(options.compare)
  if (!earlier.ok) return earlier
  const asked = options.recorded === null ? (options.provider ?? 'environment') : `recorded ${options.recorded}`
  const resumed = options.resume && existsSync(`${options.out}.json`) ? readReport(`${options.out}.json`) : ok(null)
  if (!resumed.ok) return resumed
  if (resumed.value && resumed.value.asked !== asked)
    return fail(`--resume: the report at ${options.out}.json is of ${resumed.value.asked}, not of ${asked}`)
  const budget = runBudget(options.mostMicros)
  const answering = answeringOf(options, variables, recordings, budget)
  if (!answering.ok) return answering
  const runnable = answering.value.cases(cases)
  const report = (results: readonly CaseResult[]): Report => ({ asked, version, at: now().toISOString(), results: [...results] })
  const results = await runAll({
    cases: runnable,
    earlier: resumed.value?.results ?? [],
    concurrency: options.concurrency,
    run: async (evalCase) => {
      const { result, tries } = await runCase(evalCase, answering.value.of(evalCase))
      if (options.record && tries.length > 0 && result.verdict !== 'not-run')
        writeRecording(join(recordings, folderName(result.models[0] ?? asked)), evalCase.id, recordingOf(result, tries))
      return result
    },
    kept: (sofar, last) => {
      writeReport(options.out, report(sofar), earlier.value)
      progress(
        `${String(sofar.length).padStart(3)} of ${runnable.length}  ${passed(last) ? 'pass' : last.verdict === 'not-run' ? 'skip' : 'FAIL'}  ${last.id} (${last.verdict})`,
      )
    },
  })
  const whole = report(results)
  writeReport(options.out, whole, earlier.value)
  return ok({ report: whole, earlier: earlier.value, isCutShort: budget.isSpent() })
}

const isWanted = ({ id, group }: EvalCase, only: readonly string[]): boolean =>
  only.length === 0 || only.some((name) => id.startsWith(name) || group.startsWith(name))

interface Answering {
  readonly cases: (all: readonly EvalCase[]) => readonly EvalCase[]
  readonly of: (evalCase: EvalCase) => RunOf
}

/** Who answers the cases: the rules, recordings, or models. */
function answeringOf(
  { provider, recorded, fastPath }: Options,
  variables: Surroundings['variables'],
  recordings: string,
  budget: ReturnType<typeof runBudget>,
): Result<Answering, string> {
  const { templates } = loadTemplates(readTemplateFiles(join(projectRoot, 'configs', 'templates')))
  const all = (cases: readonly EvalCase[]): readonly EvalCase[] => cases
  if (provider === 'offline') return ok({ cases: all, of: () => ({ models: null, templates, fastPath }) })
  if (recorded !== null) {
    const found = readRecordings(join(recordings, recorded))
    if (!found.ok) return found
    const has = found.value
    return ok({
      cases: (cases) => cases.filter(({ id }) => has.has(id)),
      of: ({ id }) => {
        const recording = has.get(id)
        if (!recording) throw new Error(`nothing is recorded of ${id}`)
        return { models: replayed(recording), templates, fastPath: false }
      },
    })
  }
  const models = askedModels(variables, provider)
  if (!models.ok) return models
  const { model } = models.value
  const around = model && budget.around(model)
  return ok({ cases: all, of: () => ({ models: { ...models.value, model: around }, templates, fastPath }) })
}

const recordingOf = ({ models, verdict, checks }: CaseResult, tries: readonly RecordedTry[]): Recording => ({
  model: models[0] ?? 'unknown',
  verdict,
  fails: checks.flatMap(({ check, wrong }) => (wrong === null ? [] : [check])),
  tries: [...tries],
})
