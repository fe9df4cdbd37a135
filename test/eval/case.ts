import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../server/config/read-yaml.ts'
import { fail, ok, type Result } from '../../server/core/result.ts'
import { isCheck, wrongArgument } from './checks/index.ts'
import { planNames } from './plans.ts'

/** A check by its name, or its name with what it is held against. */
const checkSchema = z.union([z.string(), z.record(z.string(), z.json())])

const caseSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words with hyphens'),
  /** What the model has to get right here, for people who read the report. */
  about: z.string().min(1),
  /** The plan that the message is about; `plans.ts` lists them. */
  plan: z.enum(planNames),
  message: z.string().min(1),
  mode: z.enum(['project', 'task']).optional(),
  /** The title of the task in focus. */
  focus: z.string().optional(),
  maxMilestones: z.number().int().positive().optional(),
  /** Messages before it, each answered by the rules, so that every model finds the same conversation. */
  earlier: z.array(z.string()).default([]),
  /** What the reviewer turned down of the proposal that is open then, by title, and why. */
  rejected: z.array(z.strictObject({ title: z.string(), comment: z.string().nullable().default(null) })).default([]),
  checks: z.array(checkSchema).min(1),
})

type Written = z.output<typeof caseSchema>

/** One thing that the answer is held against: a check of `checks/` and its argument, null where it takes none. */
export interface WantedCheck {
  readonly name: string
  readonly argument: unknown
}

/** One message to a plan, and what a good answer is like. */
export interface EvalCase extends Omit<Written, 'checks'> {
  /** The kind of the case: the name of the file it stands in. */
  readonly group: string
  readonly checks: readonly WantedCheck[]
  /** Changes whenever something of the case does: results of another case of that name are not its results. */
  readonly fingerprint: string
}

/** All cases of a folder of YAML files, or one line for each thing that is wrong with them. */
export function readCases(folder: string): Result<readonly EvalCase[], readonly string[]> {
  const cases: EvalCase[] = []
  const problems: string[] = []
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const read = parseCases(readFileSync(join(folder, file), 'utf8'), file.replace(/\.yaml$/, ''))
    if (read.ok) cases.push(...read.value)
    else problems.push(...read.error.map((line) => `${file}, ${line}`))
  }
  const twice = cases.map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)
  problems.push(...twice.map((id) => `the case ${id} stands there twice`))
  return problems.length > 0 ? fail(problems) : ok(cases)
}

/** The cases of one file. Pure. */
export function parseCases(text: string, group: string): Result<readonly EvalCase[], readonly string[]> {
  const read = readYaml(text, z.array(caseSchema))
  if (!read.ok) return fail(read.error.map(({ line, detail }) => `line ${line}: ${detail}`))
  const problems: string[] = []
  const cases = read.value.value.map((written, at): EvalCase => {
    const line = read.value.lineOf([at])
    if (written.mode === 'task' && written.focus === undefined) problems.push(`line ${line}: ${written.id} is in task mode and has no focus`)
    if (written.rejected.length > 0 && written.earlier.length === 0)
      problems.push(`line ${line}: ${written.id} rejects something, and no earlier message proposed it`)
    const checks = written.checks.flatMap(wanted)
    for (const { name, argument } of checks) {
      const wrong = isCheck(name) ? wrongArgument(name, argument) : 'there is no such check'
      if (wrong !== undefined) problems.push(`line ${line}: ${written.id}, check “${name}”: ${wrong}`)
    }
    return { ...written, group, checks, fingerprint: createHash('sha256').update(JSON.stringify(written)).digest('hex').slice(0, 12) }
  })
  return problems.length > 0 ? fail(problems) : ok(cases)
}

const wanted = (written: z.output<typeof checkSchema>): readonly WantedCheck[] =>
  typeof written === 'string' ? [{ name: written, argument: null }] : Object.entries(written).map(([name, argument]) => ({ name, argument }))
