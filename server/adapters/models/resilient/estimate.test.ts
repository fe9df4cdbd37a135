import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { estimateTokens } from '../../../core/tokens.ts'
import { estimatePrompt, wasCut } from './estimate.ts'
import { request } from './testing/world.ts'

const prose =
  'The release is planned for the second week of March. Before that, the payment flow has to be reviewed by the security team, and the documentation for administrators needs a chapter on migrating old accounts. '
const planLines = Array.from(
  { length: 60 },
  (_, index) => `t${index + 1}|in_progress|high|t${index},t${index - 1}|Write the integration tests for module ${index}`,
)
const samples: Readonly<Record<string, string>> = {
  prose: prose.repeat(5),
  'lines of a plan': planLines.join('\n'),
  JSON: JSON.stringify(planLines.map((title, index) => ({ op: 'add_task', tempId: `new-${index}`, parentId: '', title, estimateMinutes: 480 }))),
  German:
    'Die Veröffentlichung ist für die zweite Märzwoche geplant. Davor muss die Zahlungsabwicklung von der Sicherheitsabteilung überprüft werden. '.repeat(
      5,
    ),
  Chinese: '发布计划在三月的第二周。在此之前，安全团队必须审查支付流程，管理员文档还需要一章关于迁移旧账户的内容。'.repeat(5),
  Russian: 'Выпуск запланирован на вторую неделю марта. До этого команда безопасности должна проверить процесс оплаты. '.repeat(5),
  code: 'export function add(one: number, other: number): number {\n  return one + other\n}\n\n'.repeat(10),
}

describe('the estimate of tokens', () => {
  it.each(Object.entries(samples))('is within a fourth of a tokenizer: %s', (_name, text) => {
    const ratio = estimateTokens(text) / encode(text).length
    expect(ratio).toBeGreaterThan(0.75)
    expect(ratio).toBeLessThan(1.3)
  })

  it('is 0 for nothing and counts all that is sent', () => {
    expect(estimateTokens('')).toBe(0)
    const bare = estimatePrompt(request({ output: null }))
    expect(estimatePrompt(request({ output: null, tools: [{ name: 'read', description: prose, schema: {} }] }))).toBeGreaterThan(bare + 30)
    expect(estimatePrompt(request({ output: { name: 'patch', schema: { description: prose } } }))).toBeGreaterThan(bare + 30)
    expect(estimatePrompt(request({ output: null, system: prose }))).toBeGreaterThan(bare + 25)
  })
})

describe('a cut prompt', () => {
  it.each([
    [9000, 4096, true],
    [9000, 8100, false],
    [9000, 120, false],
    [2000, 1600, false],
  ])('of about %d tokens of which a server read %d: %s', (estimate, reported, cut) => {
    expect(wasCut(estimate, reported)).toBe(cut)
  })
})
