import type { Draft, TaskDraft, TaskDraftBody } from '../patch/draft.ts'
import type { Plan } from '../plan/plan.ts'
import type { TaskStatus } from '../plan/task.ts'
import { alphabet } from './alphabet.ts'
import type { Random } from './random.ts'

const names = ['n0', 'n1', 'n2', 'n3']
const titles = ['A', ' B ', 'C', '', '   ', 'x'.repeat(301), 'bell \u0007', 'half \ud800 pair', 'über', 'line\r\nline']
const minutes = [null, 0, 60, -1, 525_601, 1.5]
const dates = [null, '2026-01-01', '2026-02-01', '2026-03-01', '2026-02-30', 'soon']

/** A draft of up to eight entries that makes about every mistake there is, some of the time. */
export function smallDraft(plan: Plan, random: Random): Draft {
  const entries = Array.from({ length: 1 + random.below(random.chance(0.3) ? 3 : 8) }, () => entry(plan, random))
  const meta = random.chance(0.2)
    ? { title: random.pick(titles), dueDate: random.pick(dates), startDate: random.pick(dates), tags: ['x', 'x', ''] }
    : undefined
  return { baseVersion: plan.version, taskPatches: entries, ...(meta ? { metaUpdates: meta } : {}) }
}

function entry(plan: Plan, random: Random): TaskDraft {
  const what = random.below(8)
  if (what <= 2)
    return {
      op: 'create',
      taskId: random.chance(0.1) ? anyName(plan, random) : random.pick(names),
      body: { title: random.chance(0.15) ? random.pick(titles) : 'New', ...place(plan, random), ...fields(plan, random) },
    }
  if (what <= 5)
    return {
      op: 'update',
      taskId: anyName(plan, random),
      body: { ...place(plan, random), ...(random.chance(0.3) ? { title: random.pick(titles) } : {}), ...fields(plan, random) },
    }
  if (what === 6) return { op: 'delete', taskId: anyName(plan, random), ...(random.chance(0.5) ? { body: { children: 'promote' } } : {}) }
  return { op: 'update', taskId: anyName(plan, random), ...(random.chance(0.8) ? { body: { dependsOn: someNames(plan, random) } } : {}) }
}

/** Mostly a task of the plan, often a local name, seldom nothing that is known. */
function anyName(plan: Plan, random: Random): string {
  const ids = [...plan.tasks.keys()]
  if (random.chance(0.03)) return 'nobody'
  return ids.length > 0 && random.chance(0.65) ? random.pick(ids) : random.pick(names)
}

const someNames = (plan: Plan, random: Random): readonly string[] => Array.from({ length: random.below(4) }, () => anyName(plan, random))

function place(plan: Plan, random: Random): TaskDraftBody {
  const parent = random.chance(0.5) ? { parentTaskId: random.chance(0.2) ? null : anyName(plan, random) } : {}
  const after = random.chance(0.4) ? { afterTaskId: random.chance(0.2) ? null : anyName(plan, random) } : {}
  return { ...parent, ...after }
}

function fields(plan: Plan, random: Random): TaskDraftBody {
  return {
    ...(random.chance(0.25) ? { dependsOn: someNames(plan, random) } : {}),
    ...(random.chance(0.15) ? { startDate: random.pick(dates) } : {}),
    ...(random.chance(0.15) ? { dueDate: random.pick(dates) } : {}),
    ...(random.chance(0.1) ? { estimateMinutes: random.pick(minutes) } : {}),
    ...(random.chance(0.1) ? { tags: ['x', random.pick(['y', 'x', ' ', 'z'.repeat(51)])] } : {}),
    ...(random.chance(0.1) ? { status: random.pick(['done', 'in_progress', 'finished']) as TaskStatus } : {}),
    ...(random.chance(0.15)
      ? {
          acceptanceCriteria: [
            random.pick(alphabet.texts),
            { id: random.pick(alphabet.criteria), text: random.pick(['two', '', 'x'.repeat(1_001)]) },
          ],
        }
      : {}),
    ...(random.chance(0.05) ? { metadata: { note: random.pick(['a', '\u0000', 'x'.repeat(20_000)]) } } : {}),
  }
}
