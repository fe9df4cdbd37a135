import { generateKeyBetween } from 'fractional-indexing'
import { planOf, type Plan } from '../../server/core/plan/plan.ts'
import { projectDefaults } from '../../server/core/plan/project.ts'
import {
  taskDefaults,
  type Assignee,
  type CriterionId,
  type ProjectId,
  type Task,
  type TaskFields,
  type TaskId,
} from '../../server/core/plan/task.ts'

/** The day on which all instructions are given: a Wednesday. */
export const today = '2026-11-18'

interface Sketch extends Omit<Partial<TaskFields>, 'acceptanceCriteria' | 'dependsOn' | 'assignee'> {
  readonly id: string
  readonly title: string
  readonly who?: string
  readonly criteria?: readonly string[]
  readonly needs?: readonly string[]
  readonly under?: readonly Sketch[]
}

const hours = 60
const days = 8 * hours

/**
 * A plan as teams have them, with traps: titles that are near each other, that begin with a verb, that hold "and", "to",
 * "under" and numbers; people, tags, dates, dependencies, criteria and every status.
 */
const sketch: readonly Sketch[] = [
  {
    id: 'discovery',
    title: 'Discovery',
    status: 'done',
    under: [
      {
        id: 'interviews',
        title: 'Interview ten customers',
        status: 'done',
        who: 'Anna',
        tags: ['research'],
        estimateMinutes: 3 * days,
        spentMinutes: 3 * days,
      },
      {
        id: 'requirements',
        title: 'Write the requirements',
        status: 'done',
        who: 'Ben',
        estimateMinutes: 2 * days,
        spentMinutes: 1.5 * days,
        needs: ['interviews'],
      },
    ],
  },
  {
    id: 'design',
    title: 'Design',
    status: 'in_progress',
    under: [
      {
        id: 'login-page',
        title: 'Login page',
        status: 'in_progress',
        priority: 'high',
        who: 'Anna',
        tags: ['ui'],
        estimateMinutes: 6 * hours,
        spentMinutes: 2 * hours,
        startDate: '2026-11-16',
        dueDate: '2026-11-20',
        description: 'Form, errors and the forgotten password.',
        criteria: ['Works with a password manager', 'Errors are shown beside the field', 'Passes the accessibility check'],
      },
      {
        id: 'login-api',
        title: 'Login API',
        priority: 'medium',
        who: 'Ben',
        tags: ['api'],
        estimateMinutes: 2 * days,
        needs: ['requirements'],
        criteria: ['Rate limit after five attempts'],
      },
      { id: 'brand', title: 'Move to the new brand colours', priority: 'low', tags: ['ui'] },
      {
        id: 'dashboard',
        title: 'Design and build the dashboard',
        who: 'Carla Gomez',
        tags: ['ui'],
        estimateMinutes: 5 * days,
        dueDate: '2026-12-04',
      },
    ],
  },
  {
    id: 'backend',
    title: 'Backend',
    under: [
      {
        id: 'migration',
        title: 'Database migration',
        priority: 'high',
        who: 'Ben',
        tags: ['api', 'data'],
        estimateMinutes: 3 * days,
        dueDate: '2026-12-01',
        needs: ['login-api'],
      },
      { id: 'inactive', title: 'Delete inactive accounts', tags: ['data'] },
      { id: 'export', title: 'Export orders under 2 seconds', tags: ['api', 'perf'], estimateMinutes: 1 * days },
      {
        id: 'payment',
        title: 'Payment provider',
        status: 'blocked',
        who: 'Ben',
        estimateMinutes: 2 * days,
        dueDate: '2026-11-10',
        under: [
          { id: 'compare', title: 'Compare 3 providers', status: 'done', who: 'Dmitri', estimateMinutes: 4 * hours, spentMinutes: 5 * hours },
          { id: 'contract', title: 'Sign the contract', status: 'blocked', who: 'Dmitri', needs: ['compare'], dueDate: '2026-11-12' },
        ],
      },
    ],
  },
  {
    id: 'testing',
    title: 'Testing',
    under: [
      { id: 'unit', title: 'Unit tests', estimateMinutes: 1 * days, tags: ['quality'] },
      { id: 'load', title: 'Load testing', estimateMinutes: 4 * hours, tags: ['perf', 'quality'], needs: ['export'] },
      { id: 'test-plan', title: 'Test plan', status: 'review', who: 'Anna', tags: ['quality'], dueDate: '2026-11-25' },
    ],
  },
  {
    id: 'deployment',
    title: 'Deployment',
    estimateMinutes: 1 * days,
    needs: ['testing'],
    criteria: ['Rolled out without downtime', 'Can be rolled back'],
  },
  {
    id: 'launch',
    title: 'Launch',
    priority: 'high',
    needs: ['deployment'],
    under: [
      { id: 'announcement', title: 'Launch announcement', who: 'Eve', tags: ['marketing'], dueDate: '2026-12-10', estimateMinutes: 3 * hours },
      { id: 'press', title: 'Press kit', tags: ['marketing'] },
      {
        id: 'help',
        title: 'Update the help pages to version 2',
        tags: ['docs'],
        startDate: '2026-11-23',
        dueDate: '2026-11-27',
        estimateMinutes: 2 * days,
      },
      { id: 'party', title: 'Launch party', who: 'Eve', dueDate: '2026-12-18' },
    ],
  },
  {
    id: 'phase-2',
    title: 'Phase 2',
    priority: 'low',
    under: [
      { id: 'mobile', title: 'Mobile app', estimateMinutes: 20 * days },
      {
        id: 'reporting',
        title: 'Reporting',
        under: [
          { id: 'weekly', title: 'Weekly report', estimateMinutes: 1 * days },
          { id: 'monthly', title: 'Monthly report', status: 'cancelled', estimateMinutes: 1 * days },
        ],
      },
    ],
  },
  { id: 'retrospective', title: 'Retrospective', who: 'Anna' },
]

export const id = (name: string): TaskId => name as TaskId

function tasksOf(sketches: readonly Sketch[], parentId: TaskId | null): readonly Task[] {
  let rank: string | null = null
  return sketches.flatMap(({ id: name, who, criteria, needs, under, ...fields }) => {
    rank = generateKeyBetween(rank, null)
    const assignee: Assignee | null = who === undefined ? null : { kind: 'person', name: who }
    const acceptanceCriteria = (criteria ?? []).map((text, index) => ({ id: `${name}-${index + 1}` as CriterionId, text, done: false }))
    const task: Task = {
      ...taskDefaults,
      ...fields,
      id: id(name),
      parentId,
      rank,
      assignee,
      acceptanceCriteria,
      dependsOn: [...(needs ?? [])].sort().map(id),
    }
    return [task, ...tasksOf(under ?? [], task.id)]
  })
}

export const portal: Plan = planOf(
  {
    ...projectDefaults,
    id: 'portal' as ProjectId,
    title: 'Customer portal',
    summary: 'A new portal for our customers.',
    status: 'active',
    tags: ['portal'],
    dueDate: '2026-12-18',
  },
  tasksOf(sketch, null),
  7,
)
