import { z } from 'zod'
import { limits } from '../../core/plan/limits.ts'
import type { AgentName } from '../agent.ts'
import { defuse, fence, fences, onLine } from './fence.ts'

/** A prompt: a system part that never varies, and what is said in a turn, made from parameters that are checked. */
export interface Prompt<Parameters> {
  readonly name: AgentName
  /** Name and version, such as `editor@1`: stored with every answer. Whoever changes a word of a prompt raises it. */
  readonly id: string
  readonly system: string
  /** What the turn says. Throws where a parameter is not as declared, naming it: that is a fault of ours. */
  turn(parameters: Parameters): string
}

interface Definition<Schema extends z.ZodType> {
  readonly name: AgentName
  readonly version: number
  readonly system: string
  readonly parameters: Schema
  readonly turn: (parameters: z.output<Schema>) => string
}

export function definePrompt<Schema extends z.ZodType>({ name, version, system, parameters, turn }: Definition<Schema>): Prompt<z.input<Schema>> {
  const id = `${name}@${version}`
  return {
    name,
    id,
    system,
    turn: (given) => {
      const parsed = parameters.safeParse(given)
      if (parsed.success) return turn(parsed.data)
      const [issue] = parsed.error.issues
      throw new Error(`the prompt ${id} was given a wrong parameter: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
    },
  }
}

export const handle = z.string().regex(/^t[1-9]\d{0,6}$/, 'must be a handle such as t12')

/** What every turn is told: data between fences, the day, who is talking, and what they want. */
export const turnParameters = {
  /** In this order, before the request. An empty text is left out. */
  material: z.array(z.strictObject({ fence: z.enum(fences).exclude(['request']), text: z.string() })),
  today: z.iso.date(),
  user: z.string().max(limits.name).nullable(),
  message: z.string().min(1).max(limits.message),
}

export type Material = z.infer<(typeof turnParameters)['material']>

/** The material, some sentences of ours, and the request, which comes last. */
export function composeTurn(
  { material, today, user, message }: { readonly material: Material; readonly today: string; readonly user: string | null; readonly message: string },
  sentences: readonly string[] = [],
): string {
  const weekday = new Date(`${today}T00:00:00Z`).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
  const facts = [`Today: ${today}, ${weekday}.`, ...(user === null ? [] : [`The person is ${defuse(onLine(user, 80))}.`]), ...sentences]
  return [
    ...material.filter(({ text }) => text !== '').map(({ fence: name, text }) => fence(name, text)),
    facts.join(' '),
    fence('request', message),
  ].join('\n')
}
