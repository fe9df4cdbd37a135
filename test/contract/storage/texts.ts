import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../server/core/json.ts'
import type { Context } from '../storage.ts'
import { append, at, emptyPlan, headOf, projectId, sampleTask, sampleTurn, storeProject, create } from './samples.ts'

/** Texts that have cost other tools data: quotes, escapes, composed and decomposed accents, signs of SQL and JSON. */
const odd = [
  `it's "quoted" \`so\``,
  `'; DROP TABLE "tasks"; --`,
  'back\\slash \\u0041 \\n',
  'line\nbreak\ttab',
  '👩‍👩‍👧‍👦 🏳️‍🌈 𝒜 \u{10FFFF}',
  'é e\u0301 Å Å',
  'ﷺ عربي עברית 中文 ไทย',
  '\u200B\u200E\uFEFF\u2028\u2029',
  '? ?1 :name @name $name %s %_ {} [] null NaN',
  '\uFFFD\uE000\uFFFF',
  ' leading and trailing ',
  '__proto__',
  'constructor',
]

/** Texts come back as they went in. */
export function textPromises(context: () => Context): void {
  it('gives odd texts back as they were, in every kind of column', async () => {
    const { storage, reopen } = context()
    await storage.write(async (session) => {
      const plan = emptyPlan('p', {
        title: odd[0] ?? '',
        summary: odd.join('\n'),
        tags: odd,
        metadata: Object.fromEntries(odd.map((text) => [text, text])),
      })
      await session.createProject(plan, at(0))
      const tasks = odd.map((text, index) =>
        sampleTask(`t${index} ${text}`, {
          rank: `a${index}`,
          title: text,
          description: text.repeat(50),
          tags: [text],
          assignee: { kind: 'person', name: text },
          focusFiles: [text],
          acceptanceCriteria: [{ id: text as never, text, done: false }],
          metadata: JSON.parse(`{${JSON.stringify(text)}: [${JSON.stringify(text)}]}`) as JsonObject,
        }),
      )
      const after = await append(session, plan, tasks.map(create), { message: odd.join(' ') })
      expect((await session.findPlan(projectId('p')))?.plan).toEqual(after)
      for (const [index, text] of odd.entries()) {
        await session.saveTurn(sampleTurn(`turn ${index}`, 'p', { message: text, reply: text }))
        await session.saveSetting(text, text)
        await session.beginRequest(text, text, at(0))
      }
    })
    const again = await reopen()
    const stored = await headOf(again, 'p')
    expect(stored.project.tags).toEqual(odd)
    for (const [index, text] of odd.entries()) {
      const task = stored.tasks.get(sampleTask(`t${index} ${text}`).id)
      expect([task?.title, task?.description, task?.tags, task?.focusFiles]).toEqual([text, text.repeat(50), [text], [text]])
      expect(JSON.stringify(task?.metadata)).toBe(`{${JSON.stringify(text)}:[${JSON.stringify(text)}]}`)
      expect((await again.read((session) => session.findTurn(`turn ${index}`)))?.message).toBe(text)
      expect(await again.read((session) => session.readSetting(text))).toBe(text)
      expect(await again.write((session) => session.beginRequest(text, 'other', at(0)))).toMatchObject({ key: text, fingerprint: text })
    }
  })

  it('gives any text and any JSON back as it was', async () => {
    const { storage } = context()
    let count = 0
    const text = fc.string({ unit: 'binary', maxLength: 40 }).map((value) => value.replaceAll('\0', ' '))
    const json = fc.dictionary(text, fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<Json>, { maxKeys: 4 })
    const property = fc.asyncProperty(text, json, async (words, metadata) => {
      const id = `p${(count += 1)}`
      const task = sampleTask(`${id}-t`, { title: `t${words}`, metadata: JSON.parse(JSON.stringify(metadata)) as JsonObject })
      await storeProject(storage, id, [task])
      expect((await headOf(storage, id)).tasks.get(task.id)).toEqual(task)
    })
    await fc.assert(property, { numRuns: 100 })
  })
}
