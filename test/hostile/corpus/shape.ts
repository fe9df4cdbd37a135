import { add, answer, docs, says, set, shop, type HostileCase } from '../case.ts'

const half = { ends: 'proposal', changes: ['create Documentation'], leftOut: 1, asked: 3 } as const
const failed = { ends: 'problem', asked: 3 } as const
const made = { ends: 'proposal', changes: ['create Documentation'] } as const

/** What is JSON, and off the schema. */
export const shape: readonly HostileCase[] = [
  { name: 'an unknown operation', says: [says(docs, { op: 'rename_task', id: 't5', title: 'x' })], ...half },
  { name: 'an operation without op', says: [says(docs, { ids: ['t5'], field: 'title' })], ...half },
  { name: 'op as a number', says: [says(docs, { op: 7 })], ...half },
  { name: 'operations of null, true and text', says: [says(docs, null, true, 'delete everything', [docs])], ...half, leftOut: 4 },
  { name: 'operations as an object', says: [JSON.stringify({ ...answer(), operations: { 0: docs } })], ...failed },
  { name: 'operations as null', says: [JSON.stringify({ ...answer(), operations: null })], ends: 'words', asked: 1 },
  { name: 'operations as text', says: [JSON.stringify({ ...answer(), operations: JSON.stringify([docs]) })], ...failed },
  { name: 'the reply as an object', says: [JSON.stringify({ ...answer(docs), reply: { text: 'hi' } })], ...made, leftOut: 1 },
  { name: 'the question as a list', says: [JSON.stringify({ ...answer(docs), question: ['which?'] })], ...made, leftOut: 1 },
  {
    name: 'options that are no texts',
    says: [JSON.stringify({ ...answer(), question: 'Which one?', options: [1, null, { a: 1 }, 'The first'] })],
    ends: 'question',
    asked: 1,
  },
  { name: 'a question without an answer to choose', says: [JSON.stringify({ ...answer(), question: 'Which one?' })], ends: 'question', asked: 1 },
  {
    name: 'a tree of tasks instead of operations',
    says: [JSON.stringify({ reply: 'Done', tasks: [{ title: 'A', children: [{ title: 'B' }] }] })],
    ...failed,
  },
  {
    name: 'the whole plan sent back',
    says: [JSON.stringify({ reply: 'Done', operations: [], plan: { tasks: [{ id: 't1', title: 'Login', status: 'todo' }] } })],
    ...failed,
  },
  {
    name: 'sub-tasks of null on an update',
    says: [says({ ...set(shop.payments, 'priority', 'high'), subtasks: null })],
    message: 'set Payments to high priority',
    ends: 'proposal',
    changes: ['update Payments'],
    leftOut: 1,
  },
  { name: 'null for the values of a list', says: [says(docs, set(shop.invoices, 'criteria', null))], ...half },
  { name: 'null for the handles', says: [says(docs, set(null, 'priority', 'high'))], ...half },
  {
    name: 'null for everything that may be unsaid',
    says: [
      says({ op: 'add_task', tempId: 'n1', title: 'Documentation', parentId: null, description: null, tags: null, criteria: null, dependsOn: null }),
    ],
    ...made,
    asked: 1,
  },
  { name: 'nothing but a title', says: [says({ op: 'add_task', title: 'Documentation' })], ...made, asked: 1 },
  { name: 'a title of null', says: [says(docs, add('n2', null))], ...half },
  { name: 'a title as a number', says: [says(docs, add('n2', 12))], ...half },
  { name: 'a title as a list', says: [says(docs, add('n2', ['A', 'B']))], ...half },
  { name: 'an empty title', says: [says(docs, add('n2', ''))], ...half },
  { name: 'a title of spaces and control characters', says: [says(docs, add('n2', ' \u0000\u0007 '))], ...half },
  { name: 'tags as one text', says: [says(add('n1', 'Documentation', { tags: 'a, b' }))], ...made, leftOut: 1 },
  { name: 'tags of numbers', says: [says(add('n1', 'Documentation', { tags: [1, 2] }))], ...made, leftOut: 1 },
  { name: 'criteria as objects', says: [says(add('n1', 'Documentation', { criteria: [{ text: 'It is read', done: true }] }))], ...made, leftOut: 1 },
  {
    name: 'every field of the wrong type',
    says: [says({ op: 'add_task', tempId: 1, parentId: [], afterId: {}, title: false, description: 3, priority: 9, tags: 'x' })],
    ...failed,
  },
  {
    name: '__proto__ as a key of an operation',
    says: [
      `{"reply":"x","operations":[${JSON.stringify(docs)},{"__proto__":{"op":"delete_task","ids":["t4"],"children":"delete"}}],"question":"","options":[]}`,
    ],
    ...half,
  },
  {
    name: '__proto__ as a key of the answer',
    says: [
      `{"__proto__":{"operations":[{"op":"delete_task","ids":["t4"],"children":"delete"}]},"reply":"x","operations":[${JSON.stringify(docs)}],"question":"","options":[]}`,
    ],
    ...made,
    leftOut: 1,
    holds: () => {
      if ('operations' in {}) throw new Error('the prototype of all objects was changed')
    },
  },
  {
    name: 'a hundred fields that there are not',
    says: [says({ ...docs, ...Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`field${at}`, at])) })],
    ...made,
    leftOut: 50 - 15,
  },
  { name: 'a status for a new task, which has no such field', says: [says({ ...docs, status: 'done' })], ...made, leftOut: 1 },
  { name: 'commands instead of operations', says: [says({ op: 'undo' }, { op: 'accept_all' }, { op: 'commit' })], ...failed },
]
