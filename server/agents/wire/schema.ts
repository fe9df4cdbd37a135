import { z, type ZodType } from 'zod'
import type { JsonSchema } from '../../ports/language-model.ts'
import { wireAnswer, wireRoute } from './operations.ts'

/** What every provider takes in a schema that it holds a model to. Anything else is refused or ignored by one of them. */
export const wireKeywords = ['type', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'enum', 'description'] as const

const kept: ReadonlySet<string> = new Set(wireKeywords)

/** A Zod schema as it is sent: `oneOf` becomes `anyOf`, `const` a list of one, and what not every provider knows goes. */
export function wireJsonSchema(schema: ZodType): JsonSchema {
  // `as`: `z.toJSONSchema` gives an object for an object schema.
  return plain(z.toJSONSchema(schema, { reused: 'inline' })) as JsonSchema
}

function plain(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema
  const result: Record<string, unknown> = {}
  for (const [keyword, value] of Object.entries(schema as Record<string, unknown>)) {
    if (keyword === 'oneOf' || keyword === 'anyOf') result['anyOf'] = (value as readonly unknown[]).map(plain)
    else if (keyword === 'const') result['enum'] = [value]
    else if (keyword === 'properties') result['properties'] = mapped(value as Record<string, unknown>)
    else if (keyword === 'items') result['items'] = plain(value)
    else if (kept.has(keyword)) result[keyword] = value
  }
  return result
}

const mapped = (properties: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, plain(value)]))

/** The shape of every answer that may change a plan: one for all agents and providers, so that caches stay warm. */
export const answerOutput = { name: 'plan_answer', schema: wireJsonSchema(wireAnswer) } as const

/** The shape of the router's answer. */
export const routeOutput = { name: 'route', schema: wireJsonSchema(wireRoute) } as const
