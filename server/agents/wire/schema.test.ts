import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { answerOutput, routeOutput, wireJsonSchema, wireKeywords } from './schema.ts'
import { wireAnswer, type WireAnswer, type WireOperation } from './operations.ts'
import { wireGuide } from './guide.ts'

interface Findings {
  unions: number
  optionals: number
  depth: number
  readonly faults: string[]
}

/** Walks a schema as it is sent and notes what some provider refuses. */
function lint(schema: unknown, at = '#', depth = 1, found: Findings = { unions: 0, optionals: 0, depth: 0, faults: [] }): Findings {
  found.depth = Math.max(found.depth, depth)
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    found.faults.push(`${at} is no schema`)
    return found
  }
  const node = schema as Record<string, unknown>
  for (const keyword of Object.keys(node))
    if (!(wireKeywords as readonly string[]).includes(keyword)) found.faults.push(`${at} has the keyword ${keyword}`)
  const { type, properties, required, additionalProperties, items, anyOf, enum: values } = node
  if (Array.isArray(anyOf)) {
    found.unions += 1
    anyOf.forEach((variant, index) => {
      const first = Object.entries((variant as { properties?: Record<string, { enum?: unknown[] }> }).properties ?? {})[0]
      if (first?.[0] !== 'op' || first[1].enum?.length !== 1) found.faults.push(`${at}/anyOf/${index} does not begin with its op`)
      lint(variant, `${at}/anyOf/${index}`, depth + 1, found)
    })
    return found
  }
  if (!['object', 'array', 'string', 'number', 'integer', 'boolean'].includes(String(type))) found.faults.push(`${at} has the type ${String(type)}`)
  if (values !== undefined && !(Array.isArray(values) && values.every((value) => typeof value === 'string')))
    found.faults.push(`${at} lists values that are no text`)
  if (type === 'array') lint(items, `${at}/items`, depth + 1, found)
  if (type === 'object') {
    const names = Object.keys((properties ?? {}) as object)
    found.optionals += names.filter((name) => !((required ?? []) as string[]).includes(name)).length
    if (additionalProperties !== false) found.faults.push(`${at} takes further properties`)
    for (const name of names) lint((properties as Record<string, unknown>)[name], `${at}/properties/${name}`, depth + 1, found)
  }
  return found
}

describe('the wire schemas', () => {
  for (const { name, schema } of [answerOutput, routeOutput])
    it(`${name} holds nothing that a provider refuses`, () => {
      const { unions, optionals, depth, faults } = lint(schema)
      expect(faults).toEqual([])
      expect(unions).toBeLessThanOrEqual(8)
      expect(optionals).toBe(0)
      expect(depth).toBeLessThanOrEqual(10)
      expect(schema['type']).toBe('object')
    })

  it('are linted by a lint that finds what Zod writes of itself', () => {
    const natural = z.object({
      kind: z.discriminatedUnion('op', [z.object({ op: z.literal('a') }), z.object({ op: z.literal('b'), n: z.int().nullable().optional() })]),
    })
    const raw = lint(z.toJSONSchema(natural))
    expect(raw.faults.join('\n')).toMatch(/\$schema[^]*oneOf/)
    const mended = lint(wireJsonSchema(natural))
    expect(mended).toMatchObject({ unions: 2, optionals: 1 })
    expect(mended.faults.join('\n')).toMatch(/null/)
  })

  it('cost few tokens, and twelve edits do too', () => {
    const tokens = (value: unknown): number => encode(typeof value === 'string' ? value : JSON.stringify(value)).length
    const set = (
      id: string,
      field: 'status' | 'priority' | 'title' | 'estimate' | 'dueDate' | 'assignee' | 'tags',
      value: string,
    ): WireOperation => ({
      op: 'set_field',
      ids: [id],
      field,
      change: field === 'tags' ? 'add' : 'set',
      values: [value],
    })
    const answer: WireAnswer = {
      reply: 'I renamed three tasks, gave the testing work to Ann, moved the dates a week on and made the release wait for the audit.',
      operations: [
        set('t3', 'title', 'Write the user guide'),
        set('t7', 'title', 'Check the backup by restoring it'),
        set('t12', 'title', 'Ask three customers for feedback'),
        { op: 'set_field', ids: ['t21', 't22', 't23', 't24'], field: 'assignee', change: 'set', values: ['Ann'] },
        set('t31', 'dueDate', '2026-12-04'),
        set('t32', 'dueDate', '2026-12-11'),
        set('t33', 'dueDate', '2026-12-18'),
        { op: 'set_field', ids: ['t40'], field: 'dependsOn', change: 'add', values: ['t38'] },
        set('t40', 'priority', 'high'),
        set('t41', 'estimate', '3d'),
        { op: 'move_task', ids: ['t52', 't53'], parentId: 't50', afterId: '' },
        { op: 'delete_task', ids: ['t60'], children: 'promote', reason: 'Asked for.' },
      ],
      question: '',
      options: [],
    }
    expect(wireAnswer.parse(answer)).toEqual(answer)
    const counts = { schema: tokens(answerOutput.schema), route: tokens(routeOutput.schema), guide: tokens(wireGuide), twelveEdits: tokens(answer) }
    process.stdout.write(`tokens (o200k): ${JSON.stringify(counts)}\n`)
    expect(counts.schema).toBeLessThanOrEqual(520)
    expect(counts.route).toBeLessThanOrEqual(60)
    expect(counts.guide).toBeLessThanOrEqual(500)
    expect(counts.twelveEdits).toBeLessThanOrEqual(500)
  })
})
