import type { TaskDraft, TaskDraftBody } from '../../server/core/patch/draft.ts'

export const planNames = ['empty', 'shop', 'launch', 'backlog'] as const
export type PlanName = (typeof planNames)[number]

export interface StartingPlan {
  readonly title: string
  readonly tasks: readonly TaskDraft[]
}

type Body = Omit<TaskDraftBody, 'title' | 'parentTaskId' | 'dependsOn' | 'acceptanceCriteria'> & {
  readonly under?: string
  readonly after?: readonly string[]
  readonly criteria?: readonly string[]
}

const nameOf = (title: string): string => title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/** A task whose local name is made of its title; others are named by their titles. */
function task(title: string, { under, after, criteria, ...body }: Body = {}): TaskDraft {
  return {
    op: 'create',
    taskId: nameOf(title),
    body: {
      title,
      ...body,
      ...(under === undefined ? {} : { parentTaskId: nameOf(under) }),
      ...(after === undefined ? {} : { dependsOn: after.map(nameOf) }),
      ...(criteria === undefined ? {} : { acceptanceCriteria: criteria }),
    },
  }
}

const ada = { kind: 'person', name: 'Ada' } as const
const ben = { kind: 'person', name: 'Ben' } as const
const day = 480

/** A web shop, half built: the plan of most edits. Handles of a first turn run from t1 to t12 in this order. */
const shop: readonly TaskDraft[] = [
  task('Catalogue', { status: 'done', estimateMinutes: 8 * day, spentMinutes: 9 * day, tags: ['web'] }),
  task('Product pages', { under: 'Catalogue', status: 'done', estimateMinutes: 4 * day, assignee: ada }),
  task('Search', { under: 'Catalogue', status: 'done', estimateMinutes: 4 * day, assignee: ben }),
  task('Checkout', { status: 'in_progress', priority: 'high', estimateMinutes: 10 * day, tags: ['web', 'money'], dueDate: '2026-12-18' }),
  task('Basket', { under: 'Checkout', status: 'done', estimateMinutes: 2 * day, assignee: ada }),
  task('Card payment', {
    under: 'Checkout',
    status: 'in_progress',
    estimateMinutes: 4 * day,
    assignee: ben,
    description: 'Pay by card through the payment provider, with strong authentication.',
    criteria: ['A card is charged once', 'A declined card is explained'],
    after: ['Basket'],
  }),
  task('Invoices', { under: 'Checkout', estimateMinutes: 4 * day, assignee: ada, after: ['Card payment'], tags: ['money'], dueDate: '2026-12-11' }),
  task('Customer accounts', {
    priority: 'medium',
    estimateMinutes: 10 * day,
    after: ['Checkout'],
    description: 'Customers sign in, see their orders and change their address.',
  }),
  task('Order history', { under: 'Customer accounts', estimateMinutes: 3 * day, dueDate: '2027-01-15' }),
  task('Address book', { under: 'Customer accounts', estimateMinutes: 2 * day, assignee: ben }),
  task('Go live', { priority: 'high', estimateMinutes: 5 * day, after: ['Checkout', 'Customer accounts'], dueDate: '2027-01-29' }),
  task('Newsletter', { priority: 'low', estimateMinutes: 3 * day }),
]

/** The launch of a product: no code in it, dates throughout. Handles from t1 to t8. */
const launch: readonly TaskDraft[] = [
  task('Positioning', { status: 'done', estimateMinutes: 3 * day }),
  task('Press kit', { estimateMinutes: 4 * day, dueDate: '2026-12-04', after: ['Positioning'] }),
  task('Photos', { under: 'Press kit', estimateMinutes: 2 * day, dueDate: '2026-12-01' }),
  task('Fact sheet', { under: 'Press kit', estimateMinutes: day, dueDate: '2026-12-03' }),
  task('Launch event', { estimateMinutes: 10 * day, dueDate: '2026-12-15', description: 'An evening for 120 guests with a demonstration on stage.' }),
  task('Launch video', { estimateMinutes: 6 * day, dueDate: '2026-12-10' }),
  task('Partner mailing', { estimateMinutes: 2 * day, dueDate: '2026-12-08', after: ['Press kit'] }),
  task('Review after launch', { estimateMinutes: day, dueDate: '2027-01-08', after: ['Launch event'] }),
]

const areas = ['Import', 'Export', 'Reports', 'Billing', 'Permissions', 'Mobile app', 'Search', 'Notifications', 'Onboarding', 'Audit log']
const pieces = ['data model', 'service', 'screen', 'permissions check', 'error handling', 'tests', 'documentation', 'metrics', 'migration', 'release']

/** Three hundred and thirty tasks: more than a prompt shows, so that a model has to look things up. */
const backlog: readonly TaskDraft[] = areas.flatMap((area, at) => [
  task(area, { estimateMinutes: 30 * day, priority: at < 3 ? 'high' : 'medium' }),
  ...['Foundations', 'First version', 'Second version'].flatMap((stage, step) =>
    pieces.map((piece, index) =>
      task(`${area}: ${piece}, ${stage.toLowerCase()}`, {
        under: area,
        estimateMinutes: day,
        status: at === 0 || step === 0 ? 'done' : 'todo',
        assignee: index % 2 === 0 ? ada : ben,
        tags: [piece.split(' ')[0] ?? 'other'],
      }),
    ),
  ),
  task(`${area}: hand over`, { under: area, estimateMinutes: day, ...(at === 0 ? { status: 'done' as const } : {}) }),
  task(`${area}: announce`, { under: area, estimateMinutes: day, ...(at === 0 ? { status: 'done' as const } : {}) }),
])

export const startingPlans: Readonly<Record<PlanName, StartingPlan>> = {
  empty: { title: 'New project', tasks: [] },
  shop: { title: 'Web shop', tasks: shop },
  launch: { title: 'Product launch', tasks: launch },
  backlog: { title: 'Platform backlog', tasks: backlog },
}
