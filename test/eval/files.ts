import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../server/core/result.ts'
import { rendered } from './render.ts'
import { report as reportSchema, type Report } from './result.ts'

/** Writes both forms of a report, whole or not at all, so that a run that is stopped can be taken up again. */
export function writeReport(path: string, report: Report, earlier: Report | null): void {
  mkdirSync(dirname(path), { recursive: true })
  replace(`${path}.json`, `${JSON.stringify(report, null, 2)}\n`)
  replace(`${path}.md`, rendered(report, earlier))
}

function replace(path: string, text: string): void {
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}

/** A report as it was written; what is wrong with it, in a line. */
export function readReport(path: string): Result<Report, string> {
  try {
    const parsed = reportSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? ok(parsed.data) : fail(`${path} is no report of an evaluation (${parsed.error.issues[0]?.path.join('.') ?? ''})`)
  } catch (error) {
    return fail(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
