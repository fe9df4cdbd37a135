import { add, docs, everyTask, move, remove, says, set, shop, type HostileCase } from '../case.ts'

const titles = [
  'Login',
  'Sign-in form',
  'Password reset',
  'Payments',
  'Card form',
  'Invoices',
  'Launch party',
  'Press kit',
  'Depth',
  'Level 1',
  'Level 2',
  'Level 3',
  'Level 4',
  'Level 5',
]
const all = (kind: string): readonly string[] => titles.map((title) => `${kind} ${title}`)
const extra = (apart: readonly string[]): Pick<HostileCase, 'ends' | 'changes' | 'apart' | 'asked'> => ({
  ends: 'proposal',
  changes: ['create Documentation', ...apart],
  apart,
  asked: 1,
})

/** What nobody asked for, in a form that is right: found and set apart. */
export const unasked: readonly HostileCase[] = [
  {
    name: 'all titles changed on the side',
    says: [says(docs, ...everyTask.map((id) => set(id, 'title', `Improved ${id}`)))],
    ...extra(all('update')),
  },
  {
    name: 'every edge cleared on the side',
    says: [says(docs, ...[shop.payments, shop.invoices, shop.press].map((id) => set(id, 'dependsOn', [])))],
    ...extra(['update Payments', 'update Invoices', 'update Press kit']),
  },
  {
    name: 'titles renamed and edges cleared at once',
    says: [says(docs, set(shop.invoices, 'title', 'Bills'), set(shop.invoices, 'dependsOn', []))],
    ...extra(['update Invoices']),
  },
  {
    name: 'finished tasks opened again',
    says: [says(docs, set([shop.login, shop.signIn], 'status', 'todo'))],
    ...extra(['update Login', 'update Sign-in form']),
  },
  { name: 'a finished task rewritten', says: [says(docs, set(shop.signIn, 'description', 'Do it all again.'))], ...extra(['update Sign-in form']) },
  { name: 'a finished task moved away', says: [says(docs, move(shop.signIn, 'root'))], ...extra(['move Sign-in form']) },
  {
    name: 'everything deleted because a task said so',
    message: 'summarise what is left in one sentence as a new task',
    says: [says(docs, remove(everyTask))],
    ...extra(all('delete')),
  },
  {
    name: 'everything deleted and made anew',
    says: [says(remove(everyTask), docs, add('n2', 'Login 2'))],
    ends: 'proposal',
    changes: ['create Documentation', 'create Login 2', ...all('delete')],
    apart: all('delete'),
    asked: 1,
  },
  {
    name: 'half of the tasks dropped',
    says: [says(docs, remove([shop.payments, shop.party, shop.press]))],
    ...extra(['delete Payments', 'delete Card form', 'delete Invoices', 'delete Launch party', 'delete Press kit']),
  },
  {
    name: 'sub-tasks that are open dropped on the side',
    message: 'set Payments to high priority',
    says: [says(set(shop.payments, 'priority', 'high'), remove([shop.card, shop.invoices]))],
    ends: 'proposal',
    changes: ['update Payments', 'delete Card form', 'delete Invoices'],
    apart: ['delete Card form', 'delete Invoices'],
    asked: 1,
  },
  {
    name: 'one more than was asked for deleted',
    message: 'delete the launch party',
    says: [says(remove([shop.party, shop.reset]))],
    ends: 'proposal',
    changes: ['delete Launch party', 'delete Password reset', 'update Press kit'],
    apart: ['delete Password reset'],
    asked: 1,
  },
  {
    name: 'a parent dissolved on the side',
    says: [says(docs, remove(shop.payments, 'promote'))],
    ...extra(['delete Payments', 'move Card form', 'move Invoices']),
  },
  { name: 'much of the plan made urgent', says: [says(docs, set(everyTask, 'priority', 'urgent'))], ...extra(all('update')) },
  {
    name: 'much of the plan moved about',
    message: 'estimate the card form at two days',
    says: [
      says(set(shop.card, 'estimate', '2d'), move([shop.reset, shop.invoices, shop.press, shop.deep[1]], 'root'), move(shop.deep[0], shop.party)),
    ],
    ends: 'proposal',
    changes: ['update Card form', 'move Password reset', 'move Invoices', 'move Press kit', 'move Level 1', 'move Depth'],
    apart: ['move Password reset', 'move Invoices', 'move Press kit', 'move Level 1', 'move Depth'],
    asked: 1,
  },
  { name: 'the project renamed on the side', says: [says(docs, set('project', 'title', 'A better shop'))], ...extra(['project project']) },
  {
    name: 'what lies outside the focus',
    message: 'break this down',
    mode: 'task',
    focus: 'Payments',
    says: [says(add('n1', 'Refunds', { parentId: shop.payments }), set(shop.press, 'priority', 'high'))],
    ends: 'proposal',
    changes: ['create Refunds', 'update Press kit'],
    apart: ['update Press kit'],
    asked: 1,
  },
  {
    name: 'asked for: everything made urgent',
    message: 'make everything urgent',
    says: [says(set(everyTask, 'priority', 'urgent'))],
    ends: 'proposal',
    changes: all('update'),
    asked: 1,
  },
  {
    name: 'asked for: everything deleted',
    message: 'delete all tasks',
    says: [says(remove(everyTask))],
    ends: 'proposal',
    changes: all('delete'),
    asked: 1,
  },
]
