import { add, docs, move, remove, says, set, shop, type HostileCase } from '../case.ts'

const half = { ends: 'proposal', changes: ['create Documentation'], leftOut: 1, asked: 3 } as const
const failed = { ends: 'problem', asked: 3 } as const

/** Tasks that are not there, and names that mean nothing or too much. */
export const names: readonly HostileCase[] = [
  { name: 'a handle that there is not', says: [says(docs, set('t99', 'title', 'x'))], ...half },
  { name: 'a handle that there is not, and nothing else', says: [says(set('t99', 'title', 'x'))], ...failed },
  {
    name: 'a handle that there is not, then mended',
    message: 'rename the card form to Card payment',
    says: [says(set('t99', 'title', 'Card payment')), says(set(shop.card, 'title', 'Card payment'))],
    ends: 'proposal',
    changes: ['update Card form'],
    asked: 2,
  },
  { name: 'the handle zero', says: [says(docs, remove('t0'))], ...half },
  { name: 'a handle below zero', says: [says(docs, remove('t-1'))], ...half },
  { name: 'a handle beyond all numbers', says: [says(docs, remove(`t${'9'.repeat(400)}`))], ...half },
  { name: 'an outline number instead of a handle', says: [says(docs, set('2.1', 'priority', 'high'))], ...half },
  { name: 'a title instead of a handle', says: [says(docs, set('Card form', 'priority', 'high'))], ...half },
  { name: 'the id of a task instead of its handle', says: [says(docs, set('id00000004', 'priority', 'high'))], ...half },
  { name: 'an id that looks like a UUID', says: [says(docs, remove('3f0e9a52-6a1b-4a38-9d57-9b1f8a1f2c11'))], ...half },
  { name: 'a task of another project, by its title', says: [says(docs, set('Somewhere else', 'title', 'Mine'))], ...half },
  { name: 'a task of another project, as the parent', says: [says(docs, add('n2', 'Spy', { parentId: 'Somewhere else' }))], ...half },
  { name: 'a path', says: [says(docs, set('../../t1', 'title', 'x'))], ...half },
  { name: 'a handle with SQL behind it', says: [says(docs, remove("t1'; DROP TABLE tasks; --"))], ...half },
  { name: 'a list that is named in one text', says: [says(docs, set('t1,t2,t3', 'priority', 'high'))], ...half },
  { name: '__proto__ as a handle', says: [says(docs, set('__proto__', 'title', 'x'))], ...half },
  { name: '__proto__ as a local name', says: [says(docs, add('__proto__', 'Bad'))], ...half },
  {
    name: 'constructor as a local name',
    message: 'add two tasks',
    says: [says(docs, add('constructor', 'Odd'), set('constructor', 'priority', 'high'))],
    ends: 'proposal',
    changes: ['create Documentation', 'create Odd'],
    asked: 1,
  },
  { name: 'two new tasks under one name', says: [says(docs, add('n1', 'Second'))], ...half },
  { name: 'all new tasks under one name', says: [says(docs, ...['A', 'B', 'C', 'D'].map((title) => add('n1', title)))], ...half, leftOut: 4 },
  {
    name: 'new tasks without names',
    says: [says(add('', 'One'), add('', 'Two'))],
    ends: 'proposal',
    changes: ['create One', 'create Two'],
    asked: 1,
  },
  { name: 'a new task under the handle of one that is there', says: [says(docs, add(shop.card, 'Mine now'))], ...half },
  {
    name: 'new tasks numbered like those that are there',
    message: 'add three tasks for the launch',
    says: [says(add('t1', 'A'), add('t2', 'B', { parentId: 't1' }), add('t3', 'C', { dependsOn: ['t2'] }))],
    ...failed,
  },
  { name: 'a new task under the name of the root', says: [says(docs, add('root', 'Mine'))], ...half },
  {
    name: 'a parent that the same answer could not create',
    says: [says(docs, add('n2', ''), add('n3', 'Child', { parentId: 'n2' }))],
    ...half,
    leftOut: 2,
  },
  { name: 'the empty handle', says: [says(docs, remove(''))], ...half },
  { name: 'the project as a task to delete', says: [says(docs, remove('project'))], ...half },
  { name: 'the root as a task to delete', says: [says(docs, remove('root'))], ...half },
  { name: 'the project moved under a task', says: [says(docs, move('project', shop.card))], ...half },
  { name: 'a handle in full-width letters', says: [says(docs, set('ｔ１', 'title', 'x'))], ...half },
  { name: 'a handle with an invisible character', says: [says(docs, set('t1\u200b', 'title', 'x'))], ...half },
]
