import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerOffline } from '../../server/agents/offline/index.ts'
import { apply } from '../../server/core/patch/apply.ts'
import { resolve } from '../../server/core/patch/resolve.ts'
import { ancestorsOf, inOrder } from '../../server/core/plan/tree.ts'
import type { CriterionId, TaskId } from '../../server/core/plan/task.ts'
import { readCorpus } from './corpus.ts'
import { portal } from './plan.ts'
import { requestOf } from './request.ts'

const says = [
  './instructions.yaml',
  './held-out.yaml',
  './held-out-2.yaml',
  './held-out-3.yaml',
  './held-out-4.yaml',
  './held-out-5.yaml',
  './held-out-6.yaml',
].flatMap((file) => readCorpus(file).map(({ say }) => say))
const words = [...new Set(says.flatMap((say) => say.split(/\s+/)))]
const numbers = new Map(inOrder(portal).map((row) => [row.task.id, row.number]))

const garbage = fc.string({ unit: 'binary', maxLength: 200 })
const mashUp = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 14 }).map((some) => some.join(' '))
const spliced = fc
  .tuple(
    fc.constantFrom(...says),
    fc.constantFrom(...says),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(' ', ' and ', ', ', ' but ', '. ', '\n', ' except '),
  )
  .map(([a, b, cut, joint]) => `${a.slice(0, Math.ceil(a.length * cut))}${joint}${b.slice(Math.floor(b.length * cut))}`)
// Each of these broke something once.
const odd = fc.constantFrom(
  '__proto__',
  'constructor',
  'rename 2 to __proto__',
  'log 2 constructor on 2',
  '(a+)+$'.repeat(50),
  '\u0000\u0007\u001b[31m',
  '"'.repeat(300),
  "'".repeat(300),
  '((((((((((',
  '[x](y)'.repeat(40),
  '<script>alert(1)</script>',
  '${process.exit()}',
  'delete '.repeat(200),
  'and '.repeat(500),
  '2.1 '.repeat(400),
  ', '.repeat(500),
)

/** Runs a message through the agent and `resolve`, as a turn would. */
function deletedBy(message: string): readonly TaskId[] {
  const answer = answerOffline(requestOf(message), [])
  if (answer.kind !== 'draft') return []
  let next = 0
  const { operations } = resolve(answer.draft, portal, {
    task: (name) => `made-${name}` as TaskId,
    criterion: () => `c-${(next += 1)}` as CriterionId,
  })
  const applied = apply(operations, portal)
  expect(applied.ok).toBe(true)
  return operations.flatMap((operation) => (operation.kind === 'delete' ? [operation.task.id] : []))
}

/** Whether the words of the message could mean the task: its number, a word of its title, a group, or a word that points. */
function isNamed(message: string, id: TaskId): boolean {
  const said = message.toLowerCase()
  const pointing =
    /\b(all|every|everything|both|tasks|first|second|third|last|next|it|that|this|them|they|those|these|two|three|one|sub-?tasks|children|under|\d+(?:\.\d+)*\s*(?:-|to|through)\s*\d)/
  return (
    [id, ...ancestorsOf(portal, id)].some((one) => {
      const number = numbers.get(one) ?? ''
      const title = (portal.tasks.get(one)?.title ?? '')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word.length > 2)
      return said.includes(number) || title.some((word) => said.includes(word.slice(0, Math.max(3, word.length - 3))))
    }) || pointing.test(said)
  )
}

const runs = 600

describe('any message', () => {
  it.each([
    ['garbage', garbage],
    ['a mash-up of words', mashUp],
    ['two instructions spliced', spliced],
    ['odd input', odd],
  ] as const)('%s never throws, always resolves, and deletes only what it names', (_, messages) => {
    fc.assert(
      fc.property(messages, (message) => {
        for (const id of deletedBy(message)) expect(isNamed(message, id), `${message} deleted ${id}`).toBe(true)
      }),
      { numRuns: runs },
    )
  })

  it('without a word that destroys deletes nothing', () => {
    const mild = words.filter(
      (word) =>
        !/delet|remov|drop|rid|kill|eras|trash|discard|throw|scrap|bin|cut|merge|combin|join|fold|unite|consolid|rm|take|toss|purge|clear|replace|go\b|need|want|lose|strip|wipe|make|turn|put|swap|prune|group|bundle|can|must|should|destroy|unif|one|together|axe|out|dump|del|away|belong|dissolv|chuck|ditch|flatten|collapse|strike/i.test(
          word,
        ),
    )
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...mild), { minLength: 1, maxLength: 14 }).map((some) => some.join(' ')),
        (message) => {
          expect(deletedBy(message)).toEqual([])
        },
      ),
      { numRuns: runs },
    )
  })

  it('of 100,000 characters is answered without a stall', () => {
    for (const message of [
      'a '.repeat(50_000),
      'delete 2 and '.repeat(7_600),
      `${'x'.repeat(99_990)} 2`,
      '"'.repeat(100_000),
      'rename 2 to '.repeat(8_300),
      '- item\n'.repeat(14_000),
      '(a+)+'.repeat(20_000),
      'if 2 then 3. '.repeat(7_600),
    ]) {
      const start = performance.now()
      answerOffline(requestOf(message.slice(0, 100_000)), [])
      // Not a bar, only far below what backtracking would take.
      expect(performance.now() - start, message.slice(0, 20)).toBeLessThan(10_000)
    }
  })
})
