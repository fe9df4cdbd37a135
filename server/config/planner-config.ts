import { readFileSync } from 'node:fs'
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { fail, ok, type Result } from '../core/result.ts'

const schema = z.strictObject({
  maxMilestones: z.int().min(1).max(50),
})

/** How the planner plans, where a turn does not say otherwise: `configs/planner.yaml`. */
export type PlannerConfig = Readonly<z.infer<typeof schema>>

/** The planner's settings from YAML text, or one line that names the setting and what is wrong with it. */
export function parsePlannerConfig(text: string): Result<PlannerConfig, string> {
  try {
    const parsed = schema.safeParse(parse(text))
    if (parsed.success) return ok(Object.freeze(parsed.data))
    const [issue] = parsed.error.issues
    return fail(`planner.yaml: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'is wrong'}`)
  } catch (error) {
    if (error instanceof YAMLParseError) return fail(`planner.yaml: ${error.message.split('\n')[0] ?? 'is not YAML'}`)
    throw error
  }
}

/** As `parsePlannerConfig`, from a file. */
export const readPlannerConfig = (file: string): Result<PlannerConfig, string> => parsePlannerConfig(readFileSync(file, 'utf8'))
