import { z } from 'zod'
import { readYaml } from './read-yaml.ts'

/** A template file as it was read: its name is only used to say where something is wrong. */
export interface TemplateFile {
  readonly name: string
  readonly text: string
}

/** What is wrong with a template file, and on which line (counted from 1). */
export interface TemplateProblem {
  readonly file: string
  readonly line: number
  readonly detail: string
}

/** One sub-task that the decomposer proposes under a milestone. */
export interface TemplateStep {
  readonly title: string
  readonly description: string
  /** Its part of the milestone's estimate, relative to the other steps. */
  readonly share: number
  readonly criteria: readonly string[]
  /** Positions (from 0) of the earlier steps it waits for. */
  readonly dependsOn: readonly number[]
}

/** One deliverable of a kind of project. Texts may hold `{subject}` and its sisters, see `placeholders`. */
export interface TemplateMilestone {
  readonly key: string
  readonly title: string
  readonly description: string
  readonly estimateMinutes: number
  readonly priority: 'none' | 'low' | 'medium' | 'high' | 'urgent'
  readonly dependsOn: readonly string[]
  readonly criteria: readonly string[]
  readonly rationale: string
  /** Words that mark a wish or a renamed task as belonging here. */
  readonly keywords: readonly string[]
  /** Wishes that fit nowhere else become criteria of this milestone. */
  readonly takesWishes: boolean
  readonly steps: readonly TemplateStep[]
}

/** How to plan one kind of project. */
export interface Template {
  readonly id: string
  readonly name: string
  /** Words and phrases with their weight: what in a goal speaks for this template. */
  readonly words: Readonly<Record<string, number>>
  /** What the project is about where the goal names no subject. */
  readonly subject: string
  /** Names of the work itself: of "security audit of our shop" the subject is the shop. */
  readonly activity: readonly string[]
  readonly priority: TemplateMilestone['priority']
  readonly tags: readonly string[]
  readonly summary: string
  readonly milestones: readonly TemplateMilestone[]
}

/**
 * `{subject}` is the thing itself ("booking app"), `{the subject}` the same with its article where English wants one,
 * `{tail}` what the goal says around it (" for 80 people in June", with a leading space, or nothing), `{goal}` the
 * goal's title as a whole ("fix a typo in the README"). A capital first letter inside the braces gives one in the text.
 */
export const placeholders = ['subject', 'Subject', 'the subject', 'The subject', 'goal', 'Goal', 'tail'] as const

/** Reads template files. What is wrong is reported by file and line; templates that are sound come out all the same. */
export function loadTemplates(files: readonly TemplateFile[]): {
  readonly templates: readonly Template[]
  readonly problems: readonly TemplateProblem[]
} {
  const templates: Template[] = []
  const problems: TemplateProblem[] = []
  for (const file of files) {
    const read = readTemplate(file)
    problems.push(...read.problems)
    if (!read.template) continue
    if (templates.some((other) => other.id === read.template?.id))
      problems.push({ file: file.name, line: 1, detail: `id: another template is called "${read.template.id}" already` })
    else templates.push(read.template)
  }
  return { templates, problems }
}

function readTemplate(file: TemplateFile): { template?: Template; problems: TemplateProblem[] } {
  const read = readYaml(file.text, templateSchema)
  if (read.ok) return { template: read.value.value, problems: [] }
  return { problems: read.error.map((problem) => ({ file: file.name, ...problem })) }
}

const minutesPerUnit: Readonly<Record<string, number>> = { m: 1, h: 60, d: 480, w: 2400 }

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .superRefine((value, context) => {
      for (const [, name] of value.matchAll(/\{([^{}]*)\}/g))
        if (!(placeholders as readonly string[]).includes(name ?? ''))
          context.addIssue({
            code: 'custom',
            message: `{${name}} is no placeholder; there are ${placeholders.map((known) => `{${known}}`).join(', ')}`,
          })
    })

const estimate = z
  .string()
  .regex(/^\d+(\.\d+)?[mhdw]$/, 'write an estimate as 30m, 4h, 3d or 1w')
  .transform((value) => Math.round(Number.parseFloat(value) * (minutesPerUnit[value.slice(-1)] ?? 1)))

const priority = z.enum(['none', 'low', 'medium', 'high', 'urgent'])

const stepSchema = z.strictObject({
  title: text(120),
  description: text(2000),
  share: z.number().positive().default(1),
  /** One criterion may stand without a list. */
  criteria: z.union([text(300).transform((criterion) => [criterion]), z.array(text(300)).min(1).max(5)]),
  /** Numbers, from 1, of earlier steps. Where nothing is said a step waits for the one before it. */
  dependsOn: z.array(z.number().int().min(1)).optional(),
})

const milestoneSchema = z
  .strictObject({
    key: z.string().regex(/^[a-z][a-z0-9-]*$/),
    title: text(120),
    description: text(5000),
    estimate,
    priority: priority.default('medium'),
    dependsOn: z.array(z.string()).default([]),
    criteria: z.array(text(300)).min(2).max(5),
    rationale: text(500),
    keywords: z.array(z.string().min(1)).default([]),
    takesWishes: z.boolean().default(false),
    steps: z.array(stepSchema).min(3).max(7),
  })
  .superRefine((milestone, context) => {
    for (const [index, step] of milestone.steps.entries())
      if (step.dependsOn?.some((number) => number > index))
        context.addIssue({ code: 'custom', path: ['steps', index, 'dependsOn'], message: 'a step can only wait for earlier steps (numbered from 1)' })
  })
  .transform(({ estimate: estimateMinutes, steps, ...milestone }) => ({
    ...milestone,
    estimateMinutes,
    steps: steps.map((step, index) => ({ ...step, dependsOn: step.dependsOn?.map((number) => number - 1) ?? (index > 0 ? [index - 1] : []) })),
  }))

const templateSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/),
    name: z.string().trim().min(1).max(60),
    words: z.record(z.string().min(1), z.number().min(-10).max(10)),
    subject: z.string().trim().min(1).max(60),
    activity: z.array(z.string().min(1)).default([]),
    priority: priority.default('medium'),
    tags: z.array(z.string().min(1).max(50)).max(10).default([]),
    summary: text(2000),
    milestones: z.array(milestoneSchema).min(1).max(6),
  })
  .superRefine((template, context) => {
    const known = new Set<string>()
    for (const [index, milestone] of template.milestones.entries()) {
      if (known.has(milestone.key))
        context.addIssue({ code: 'custom', path: ['milestones', index, 'key'], message: `"${milestone.key}" is there already` })
      for (const [position, key] of milestone.dependsOn.entries())
        if (!known.has(key))
          context.addIssue({ code: 'custom', path: ['milestones', index, 'dependsOn', position], message: `"${key}" is no earlier milestone` })
      known.add(milestone.key)
    }
  })
