import { passed, type CaseResult, type Report } from './result.ts'
import { summaryOf, type Summary } from './summary.ts'

/** The report for people, in Markdown. With an earlier one, what has become of its cases. */
export function rendered({ asked, version, at, results }: Report, earlier: Report | null): string {
  const groups = [...new Set(results.map(({ group }) => group))]
  return [
    `# Evaluation of ${asked}`,
    '',
    `Planwright ${version}, ${at.slice(0, 16).replace('T', ' ')} UTC. ${promptsOf(results)}`,
    '',
    ...table(
      ['', ...(earlier ? [earlier.asked === asked ? `earlier, ${earlier.at.slice(0, 10)}` : earlier.asked] : []), asked],
      figures(results, earlier),
    ),
    '',
    '## By kind',
    '',
    ...table(
      ['kind', 'cases', 'pass', 'checks'],
      groups.map((group) => {
        const { cases, passed: good, checks } = summaryOf(results.filter((result) => result.group === group))
        return [group, String(cases), String(good), share(checks.held, checks.all)]
      }),
    ),
    '',
    ...(earlier ? [...differences(results, earlier.results), ''] : []),
    '## What failed',
    '',
    ...failures(results),
    '',
    '## Every case',
    '',
    ...table(
      ['case', 'came about', 'ended in', 'checks', 'tokens in / out', 'cost', 'time', 'tries'],
      results.map((result) => [
        result.id,
        result.verdict,
        result.outcome ?? '–',
        share(result.checks.filter(({ wrong }) => wrong === null).length, result.checks.length),
        result.tokens ? `${count(result.tokens.in)} / ${count(result.tokens.out)}` : '–',
        result.tries === 0 ? '–' : result.costMicros === null ? 'unknown' : dollars(result.costMicros),
        result.tries === 0 ? '–' : seconds(result.modelMs),
        String(result.tries),
      ]),
    ),
    '',
  ].join('\n')
}

function figures(results: readonly CaseResult[], earlier: Report | null): readonly (readonly string[])[] {
  const all = [...(earlier ? [summaryOf(earlier.results)] : []), summaryOf(results)]
  const row = (name: string, of: (summary: Summary) => string): readonly string[] => [name, ...all.map(of)]
  return [
    row('cases', ({ cases }) => count(cases)),
    row('cases that pass', (summary) => share(summary.passed, summary.cases)),
    row('checks that hold', ({ checks }) => share(checks.held, checks.all)),
    row('valid at the first try', ({ verdicts }) => count(verdicts['first-try'])),
    row('repaired', ({ verdicts }) => count(verdicts.repaired)),
    row('with parts left out', ({ verdicts }) => count(verdicts.partly)),
    row('cut off', ({ verdicts }) => count(verdicts.cut)),
    row('failed', ({ verdicts }) => count(verdicts.failed)),
    row('answered by the rules', ({ verdicts }) => count(verdicts.rules)),
    row('not run', ({ verdicts }) => count(verdicts['not-run'])),
    row('tries of models', ({ tries }) => count(tries)),
    row('tokens in', ({ tokens }) => (tokens ? `${count(tokens.in)} (${count(tokens.cached)} cached)` : 'unknown')),
    row('tokens out', ({ tokens }) => (tokens ? count(tokens.out) : 'unknown')),
    row('cost', costOf),
    row('time of models, median', ({ medianMs }) => seconds(medianMs)),
  ]
}

const costOf = ({ costMicros, unknownCosts, cases }: Summary): string => {
  if (unknownCosts === cases && cases > 0) return 'unknown'
  return unknownCosts === 0 ? dollars(costMicros) : `${dollars(costMicros)}, and unknown for ${unknownCosts} cases`
}

/** What passes now and did not, and the other way round. Cases that one of the two has not are named. */
export function differences(results: readonly CaseResult[], earlier: readonly CaseResult[]): readonly string[] {
  const before = new Map(earlier.map((result) => [result.id, result]))
  const lines: string[] = []
  for (const result of results) {
    const old = before.get(result.id)
    if (!old) {
      lines.push(`- new: **${result.id}**, which ${passed(result) ? 'passes' : 'fails'}`)
      continue
    }
    const changed = old.fingerprint === result.fingerprint ? '' : ' (the case itself has changed)'
    if (passed(result) !== passed(old))
      lines.push(`- ${passed(result) ? 'better' : 'worse'}: **${result.id}**${changed}: ${reasonOf(passed(result) ? old : result)}`)
    else if (result.verdict !== old.verdict) lines.push(`- other way: **${result.id}**${changed}: ${old.verdict} before, ${result.verdict} now`)
  }
  const now = new Set(results.map(({ id }) => id))
  const gone = earlier.filter(({ id }) => !now.has(id)).map(({ id }) => id)
  if (gone.length > 0) lines.push(`- not in this run: ${gone.join(', ')}`)
  return ['## What has changed', '', ...(lines.length > 0 ? lines : ['Every case ended as before.'])]
}

const reasonOf = ({ checks, verdict }: CaseResult): string => checks.find(({ wrong }) => wrong !== null)?.wrong ?? verdict

function failures(results: readonly CaseResult[]): readonly string[] {
  const failed = results.filter((result) => !passed(result) && result.verdict !== 'not-run')
  if (failed.length === 0) return ['Nothing.']
  return failed.flatMap(({ id, checks, said, verdict }) => [
    `- **${id}**${verdict === 'failed' ? `: ${oneLine(said)}` : ''}`,
    ...checks.flatMap(({ check, wrong }) => (wrong === null ? [] : [`  - ${check}: ${oneLine(wrong)}`])),
  ])
}

function promptsOf(results: readonly CaseResult[]): string {
  const versions = [...new Set(results.flatMap(({ promptVersion }) => promptVersion ?? []))].toSorted()
  const models = [...new Set(results.flatMap((result) => result.models))].toSorted()
  return [
    models.length > 0 ? `Models: ${models.join(', ')}.` : 'No model was asked.',
    ...(versions.length > 0 ? [`Prompts: ${versions.join(', ')}.`] : []),
  ].join(' ')
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)

const count = (value: number): string => value.toLocaleString('en')
const share = (part: number, all: number): string => (all === 0 ? '–' : `${part} of ${all} (${Math.round((part / all) * 100)} %)`)
const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(4)}`
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 300)
