import { add, answer, docs, says, set, shop, type HostileCase } from '../case.ts'

const call = (name: string, input: unknown) => ({ name, input })
const failing = (
  kind:
    | 'auth'
    | 'rate_limited'
    | 'quota_exhausted'
    | 'overloaded'
    | 'server'
    | 'timeout'
    | 'refused'
    | 'context_overflow'
    | 'bad_request'
    | 'network'
    | 'model_not_found',
  problem?: string,
): HostileCase => ({
  name: `a call that fails as ${kind}`,
  says: [{ text: '{"reply":"I will del', error: { kind } }],
  ends: 'problem',
  asked: 1,
  ...(problem === undefined ? {} : { problem }),
})

/** Tools, failing calls, questions, words, and turns of other kinds. */
export const others: readonly HostileCase[] = [
  failing('auth'),
  failing('rate_limited'),
  failing('quota_exhausted'),
  failing('overloaded'),
  failing('server'),
  failing('timeout', 'model-timeout'),
  failing('refused'),
  failing('context_overflow'),
  failing('bad_request'),
  failing('network'),
  failing('model_not_found'),
  { name: 'a tool called for ever', says: [{ calls: [call('read_task', { id: 't5' })] }], ends: 'problem', asked: 5 },
  {
    name: 'a tool that there is not',
    says: [{ calls: [call('delete_everything', {})] }, says(docs) as string],
    ends: 'proposal',
    changes: ['create Documentation'],
    asked: 2,
  },
  {
    name: 'a tool with nonsense',
    says: [
      {
        calls: [
          call('read_task', null),
          call('read_task', 'x'),
          call('read_task', { id: ['t1'] }),
          call('read_task', { id: '__proto__' }),
          call('read_task', { handle: 't99' }),
        ],
      },
      says(docs) as string,
    ],
    ends: 'proposal',
    changes: ['create Documentation'],
    asked: 2,
  },
  {
    name: 'a tool asked for a task of another project',
    says: [{ calls: [call('read_task', { task: 'Somewhere else' }), call('read_task', { id: 'id00000030' })] }, says(docs) as string],
    ends: 'proposal',
    changes: ['create Documentation'],
    asked: 2,
  },
  {
    name: 'a hundred calls of a tool at once',
    says: [{ calls: Array.from({ length: 100 }, () => call('read_task', { id: 't1' })) }, says(docs) as string],
    ends: 'proposal',
    asked: 2,
  },
  {
    name: 'a question with changes that cannot be',
    says: [JSON.stringify({ ...answer(set('t99', 'title', 'x')), question: 'Which one do you mean?', options: ['Card form', 'Invoices'] })],
    ends: 'question',
  },
  {
    name: 'words about the plan, which is no change',
    message: 'what is left to do?',
    says: [{ text: 'There are {three} things left: "operations": [].' }],
    ends: 'words',
    mode: null,
  },
  {
    name: 'an answer in words that was cut',
    message: 'what would you do first, and why?',
    mode: null,
    says: [{ text: 'First I would', finish: 'length' }],
    ends: 'question',
  },
  { name: 'an answer in words that is empty', message: 'what would you do first, and why?', mode: null, says: [''], ends: 'problem' },
  {
    name: 'a first plan of nothing but words',
    on: 'empty',
    message: 'build an online shop',
    says: ['I would start with the design.'],
    ends: 'problem',
    asked: 3,
  },
  {
    name: 'a first plan whose tasks are all wrong',
    on: 'empty',
    message: 'build an online shop',
    says: [says(add('n1', ''), add('n2', 'A', { parentId: 't1' }), set('t1', 'title', 'B'))],
    ends: 'problem',
    asked: 3,
  },
  {
    name: 'a first plan with handles for names',
    on: 'empty',
    message: 'build an online shop',
    says: [says(add('t1', 'Design'), add('t2', 'Pages', { parentId: 't1', dependsOn: [] }), set('project', 'title', 'Online shop'))],
    ends: 'proposal',
    changes: ['create Design', 'create Pages', 'project project'],
    asked: 1,
  },
  {
    name: 'a first plan of which one part cannot be',
    on: 'empty',
    message: 'build an online shop',
    says: [says(add('n1', 'Design'), add('n2', 'Build', { dependsOn: ['n3'] }))],
    ends: 'proposal',
    changes: ['create Design', 'create Build'],
    leftOut: 1,
    asked: 3,
  },
  { name: 'a goal without a project, and no answer', on: 'none', message: 'build an online shop', says: ['no'], ends: 'problem' },
  {
    name: 'a goal without a project, answered off the schema',
    on: 'none',
    message: 'build an online shop',
    says: ['{"tasks":[{"title":"A"}]}'],
    ends: 'problem',
  },
  {
    name: 'a breakdown that repeats one name and one title',
    mode: 'task',
    focus: 'Launch party',
    message: 'break this down',
    says: [says(add('n1', 'Invite', { parentId: shop.party }), add('n1', 'Invite', { parentId: shop.party }))],
    ends: 'proposal',
    changes: ['create Invite'],
    leftOut: 1,
    asked: 3,
  },
  {
    name: 'a breakdown of which the last step has no words',
    mode: 'task',
    focus: 'Launch party',
    message: 'break this down',
    says: [says(add('n1', 'Invite', { parentId: shop.party }), add('n2', 'Book', { parentId: shop.party, description: null }))],
    ends: 'proposal',
    changes: ['create Invite', 'create Book'],
    asked: 1,
  },
  {
    name: 'a route that is none, then a good answer',
    mode: null,
    message: 'documentation would be wonderful for the whole team',
    says: ['{"kind":"delete_all","taskId":"t1","reply":""}', says(docs) as string],
    ends: 'proposal',
    changes: ['create Documentation'],
    asked: 2,
  },
]
