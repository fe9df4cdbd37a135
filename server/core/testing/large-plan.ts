import { limits } from '../plan/limits.ts'
import { toSet } from '../plan/order.ts'
import { type Plan, planOf } from '../plan/plan.ts'
import { projectDefaults } from '../plan/project.ts'
import { ranksBetween } from '../plan/rank.ts'
import { type Criterion, type CriterionId, priorities, type ProjectId, type Task, taskDefaults, type TaskId, taskStatuses } from '../plan/task.ts'
import { type Random, randomOf } from './random.ts'

const verbs = ['Design', 'Build', 'Test', 'Review', 'Document', 'Migrate', 'Measure', 'Deploy', 'Describe', 'Clean up']
const things = [
  'login page',
  'payment form',
  'search index',
  'data model',
  'import',
  'notification',
  'report',
  'release',
  'backup',
  'permission check',
]
const tags = ['api', 'backend', 'design', 'docs', 'frontend', 'ops', 'risk', 'test']
const people = ['Ada', 'Grace', 'Linus', 'Mary', 'Tim']

/**
 * A plan of that many tasks as one meets them: a tree six levels deep with three to nine children, words, estimates,
 * dates, tags, criteria, and dependencies that lead to tasks shortly before. The same seed gives the same plan.
 */
export function largePlan(count: number, seed: number): Plan {
  const random = randomOf(seed)
  const shape = shapeOf(count, random)
  const ids = shape.map((_, index) => idOf(seed, index))
  const tasks = shape.map((node, index) => taskAt(index, node, ids, shape, random))
  const project = { ...projectDefaults, id: `project-${seed}` as ProjectId, title: `A plan of ${count} tasks`, status: 'active' as const }
  return planOf(project, tasks, 1)
}

const idOf = (seed: number, index: number): TaskId => `t${seed.toString(36)}-${index.toString(36).padStart(4, '0')}` as TaskId

interface Node {
  readonly parent: number | null
  readonly depth: number
  rank: string
  isLeaf: boolean
}

/** Parents before children, level by level, and a rank for each among its siblings. */
function shapeOf(count: number, random: Random): readonly Node[] {
  const nodes: Node[] = []
  const roots = Math.min(count, Math.max(3, Math.ceil(count / 1_000) * 6))
  const families: Node[][] = [[]]
  for (let root = 0; root < roots; root += 1) add(null, 0, families[0] ?? [])
  for (let index = 0; index < nodes.length && nodes.length < count; index += 1) {
    const parent = nodes[index] as Node
    if (parent.depth === limits.depth || (parent.depth > 1 && random.chance(0.3))) continue
    const family: Node[] = []
    families.push(family)
    for (let size = 3 + random.below(7); size > 0 && nodes.length < count; size -= 1) add(index, parent.depth + 1, family)
    parent.isLeaf = family.length === 0
  }
  while (nodes.length < count) add(null, 0, families[0] ?? [])
  for (const family of families)
    for (const [position, rank] of ranksBetween(null, null, family.length).entries()) (family[position] as Node).rank = rank
  return nodes

  function add(parent: number | null, depth: number, family: Node[]): void {
    const node = { parent, depth, rank: '', isLeaf: true }
    nodes.push(node)
    family.push(node)
  }
}

function taskAt(index: number, node: Node, ids: readonly TaskId[], shape: readonly Node[], random: Random): Task {
  const id = ids[index] as TaskId
  const title = `${random.pick(verbs)} the ${random.pick(things)} ${index + 1}`
  const start = random.chance(0.4) ? random.below(300) : null
  return {
    ...taskDefaults,
    id,
    parentId: node.parent === null ? null : (ids[node.parent] as TaskId),
    rank: node.rank,
    title,
    description: random.chance(0.6) ? `${title}, so that the people who use it notice nothing but the difference.\n\n- first\n- then` : '',
    status: random.pick(taskStatuses),
    priority: random.pick(priorities),
    estimateMinutes: node.isLeaf && random.chance(0.8) ? 30 * (1 + random.below(32)) : null,
    spentMinutes: random.chance(0.3) ? 15 * random.below(40) : 0,
    startDate: start === null ? null : dayOf(start),
    dueDate: start === null ? null : dayOf(start + random.below(30)),
    assignee: random.chance(0.5) ? { kind: 'person', name: random.pick(people) } : null,
    tags: toSet(Array.from({ length: random.below(3) }, () => random.pick(tags))),
    acceptanceCriteria: Array.from({ length: node.isLeaf ? random.below(4) : 0 }, (_, at) => criterionAt(id, at, random)),
    dependsOn: node.isLeaf ? toSet(earlierLeaves(index, shape, random).map((at) => ids[at] as TaskId)) : [],
  }
}

const criterionAt = (id: TaskId, at: number, random: Random): Criterion => ({
  id: `${id}-c${at}` as CriterionId,
  text: `The ${random.pick(things)} works as described`,
  done: random.chance(0.3),
})

/** Leaves only, and only earlier ones: so there is no cycle, and none leads to an ancestor. */
function earlierLeaves(index: number, shape: readonly Node[], random: Random): readonly number[] {
  return Array.from({ length: random.below(3) }, () => index - 1 - random.below(20)).filter((at) => shape[at]?.isLeaf)
}

/** The calendar day that many days into 2026, counting every month as 28 days long. */
function dayOf(days: number): string {
  const [month, day] = [Math.floor(days / 28) + 1, (days % 28) + 1]
  return `${2026 + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
