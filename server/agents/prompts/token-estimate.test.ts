import { readFileSync } from 'node:fs'
import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { portal } from '../../../test/instructions/plan.ts'
import { largePlan } from '../../core/testing/large-plan.ts'
import { handlesFor } from '../wire/handles.ts'
import { answerOutput } from '../wire/schema.ts'
import { editor } from './index.ts'
import { snapshotLines } from './plan/snapshot.ts'
import { estimateTokens } from '../../core/tokens.ts'

const file = (name: string): string => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8')
const large = largePlan(500, 11)

const near: Readonly<Record<string, string>> = {
  prose: file('docs/guide.md'),
  instructions: file('test/instructions/instructions.yaml').slice(0, 30_000),
  code: file('server/core/patch/rebase.ts'),
  'lines of a plan': snapshotLines(large, handlesFor(large), 'all', 'lean'),
  'lines in full detail': snapshotLines(portal, handlesFor(portal), 'all', 'full'),
  JSON: JSON.stringify([...portal.tasks.values()]),
  schema: JSON.stringify(answerOutput.schema),
  'a system part': editor.system,
}
const farther: Readonly<Record<string, string>> = {
  German: 'Bitte verschiebe die Veröffentlichung um zwei Wochen und weise die Übersetzungsprüfung der Marketingabteilung zu. ',
  French: 'Déplace la mise en ligne de deux semaines, puis attribue la vérification des traductions à l’équipe marketing. ',
  Russian: 'Перенеси запуск на две недели и назначь проверку переводов отделу маркетинга. ',
  Chinese: '请把发布日期推迟两周，并把翻译检查分配给市场部。我们还需要一个数据保护影响评估的任务。',
  Japanese: 'リリースを二週間延期し、翻訳の確認をマーケティング部に割り当ててください。',
  Arabic: 'أجّل الإطلاق لمدة أسبوعين وعيّن مراجعة الترجمات لقسم التسويق. ',
  shouting: 'THE RELEASE MUST NOT BE DELAYED; ASSIGN ALL BLOCKED TASKS TO ANNA IMMEDIATELY. ',
}

const off = (text: string): number => Math.abs(estimateTokens(text) / encode(text).length - 1)

describe('the estimate of tokens', () => {
  it.each(Object.keys(near))('is within 12 %% of o200k on what prompts are made of: %s', (name) => expect(off(near[name] ?? '')).toBeLessThan(0.12))
  it.each(Object.keys(farther))('is within 30 %% on other text: %s', (name) => expect(off((farther[name] ?? '').repeat(4))).toBeLessThan(0.3))
  it('is 0 for nothing, and takes no time on long runs', () => {
    expect(estimateTokens('')).toBe(0)
    for (const sign of ['a', ' ', '\n', '9', '{', 'é', '漢', '🚀']) expect(estimateTokens(sign.repeat(200_000))).toBeGreaterThan(0)
  })
})
