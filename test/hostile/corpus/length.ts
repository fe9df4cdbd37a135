import { add, answer, docs, everyTask, remove, says, set, shop, type HostileCase } from '../case.ts'

const json = JSON.stringify(answer(docs, set(shop.card, 'title', 'Card payment'), remove(shop.party)))
const cutAt = (share: number): string => json.slice(0, Math.floor(json.length * share))

/** What was cut, or never ends. */
export const length: readonly HostileCase[] = [
  ...[0, 0.1, 0.34, 0.5, 0.67, 0.8, 0.9, 0.97].map((share): HostileCase => ({
    name: `cut at ${Math.round(share * 100)} % by the limit of tokens`,
    says: [{ text: cutAt(share), finish: 'length' }],
    ends: 'question',
    asked: 1,
  })),
  { name: 'cut by the limit behind its last brace', says: [{ text: json, finish: 'length' }], ends: 'question', asked: 1 },
  { name: 'cut at two thirds, and called finished', says: [cutAt(0.67)], ends: 'problem', asked: 3 },
  { name: 'cut at two thirds, and then whole', says: [cutAt(0.67), says(docs)], ends: 'proposal', changes: ['create Documentation'], asked: 2 },
  {
    name: 'cut off by the connection, with a number of tries',
    says: [{ failedFirst: [cutAt(0.3), cutAt(0.6)], text: cutAt(0.9), error: { kind: 'network' } }],
    ends: 'problem',
  },
  {
    name: 'good after tries that broke off',
    says: [{ failedFirst: [cutAt(0.3), cutAt(0.6)], json: answer(docs) }],
    ends: 'proposal',
    changes: ['create Documentation'],
  },
  {
    name: 'cut while mending',
    says: [says(docs, set('t99', 'title', 'x')), { text: cutAt(0.5), finish: 'length' }],
    ends: 'proposal',
    changes: ['create Documentation'],
    leftOut: 1,
    asked: 2,
  },
  { name: 'two megabytes of a title', says: [{ json: answer(add('n1', 'x'.repeat(2_000_000))), piece: 50_000 }], ends: 'question', asked: 1 },
  { name: 'two megabytes of white space', says: [{ text: ' '.repeat(2_000_000), piece: 50_000 }], ends: 'question', asked: 1 },
  { name: 'two megabytes of opening braces', says: [{ text: '{'.repeat(2_000_000), piece: 50_000 }], ends: 'question', asked: 1 },
  {
    name: 'most of a megabyte of words in the reply',
    says: [{ json: { ...answer(docs), reply: 'word '.repeat(180_000) }, piece: 20_000 }],
    ends: 'proposal',
    changes: ['create Documentation'],
    holds: ({ body }) => {
      if (String(body.turn.reply).length > 20_000) throw new Error('the reply is kept short')
    },
  },
  {
    name: 'a title of a thousand characters',
    says: [says(add('n2', 'x'.repeat(1_000)), docs)],
    ends: 'proposal',
    changes: ['create Documentation'],
    leftOut: 1,
  },
  {
    name: 'four thousand operations',
    message: 'add a thousand tasks',
    says: [{ json: answer(...Array.from({ length: 4_000 }, (_, at) => add(`n${at}`, `Task ${at}`, { parentId: '' }))), piece: 60_000 }],
    ends: 'proposal',
  },
  {
    name: 'a list of handles ten thousand long',
    message: 'make everything urgent',
    says: [{ json: answer(set(Array.from({ length: 10_000 }, () => everyTask).flat(), 'priority', 'urgent')), piece: 60_000 }],
    ends: 'proposal',
  },
  {
    name: 'twelve thousand changes of the same task',
    message: 'estimate the card form',
    says: [
      {
        json: answer(
          ...Array.from({ length: 12_000 }, (_, at) => ({
            op: 'set_field',
            ids: [shop.card],
            field: 'estimate',
            change: 'set',
            values: [`${at + 1}h`],
          })),
        ),
        piece: 90_000,
      },
    ],
    ends: 'question',
  },
  {
    name: 'tags without end',
    message: 'tag the card form',
    says: [
      says(
        set(
          shop.card,
          'tags',
          Array.from({ length: 3_000 }, (_, at) => `tag${at}`),
          'add',
        ),
      ),
    ],
    ends: 'problem',
  },
]
