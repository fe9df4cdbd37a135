import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AgentRequest } from '../../server/agents/agent.ts'
import { answerOffline } from '../../server/agents/offline/index.ts'
import { findUnrequested } from '../../server/agents/review-answer/find-unrequested.ts'
import type { TaskDraft } from '../../server/core/patch/draft.ts'
import { resolve } from '../../server/core/patch/resolve.ts'
import { isClosed, type CriterionId, type Task, type TaskId } from '../../server/core/plan/task.ts'
import { ancestorsOf, isLeaf } from '../../server/core/plan/tree.ts'
import { askedBy, judge, kindOf, readCorpus } from './corpus.ts'

interface Asked {
  readonly request: AgentRequest
  /** What the rules make of it, rightly: they do what they are told and no more. */
  readonly entries: readonly TaskDraft[]
}

const files = readdirSync(new URL('.', import.meta.url)).filter((name) => name.endsWith('.yaml'))

/** Every second instruction of the corpus that the rules carry out as it is meant. */
const instructions: readonly Asked[] = files
  .flatMap((name) => readCorpus(name))
  .filter((instruction, at) => at % 2 === 0 && kindOf(instruction) === 'edit' && judge(instruction).verdict === 'right')
  .flatMap((instruction) => {
    const request = askedBy(instruction)
    const answer = answerOffline(request, [])
    return answer.kind === 'draft' ? [{ request, entries: answer.draft.taskPatches }] : []
  })

function found({ request, entries }: Asked): ReadonlyMap<string, string> {
  const ids = { task: (name: string) => `made-${name}` as TaskId, criterion: () => 'c' as CriterionId }
  const { operations, taskIds } = resolve({ baseVersion: request.plan.version, taskPatches: entries }, request.plan, ids)
  return findUnrequested({ request, operations, entries, taskIds })
}

/** A task that an instruction has nothing to do with: the last that it neither touches nor is near to. */
function bystander({ request: { plan }, entries }: Asked, fits: (task: Task) => boolean): Task | undefined {
  const touched = new Set(entries.flatMap(({ taskId, body }) => [taskId, body?.parentTaskId, body?.afterTaskId, ...(body?.dependsOn ?? [])]))
  const near = (task: Task): boolean =>
    touched.has(task.id) || ancestorsOf(plan, task.id).some((id) => touched.has(id)) || task.dependsOn.some((id) => touched.has(id))
  return [...plan.tasks.values()].findLast((task) => fits(task) && isLeaf(plan, task.id) && !near(task) && !plan.dependants.has(task.id))
}

const share = (count: number): number => count / instructions.length

describe('what nobody asked for', () => {
  it('is hardly ever seen in what an instruction asks for', () => {
    const mistaken = instructions.filter((asked) => found(asked).size > 0).map(({ request }) => request.message)
    process.stdout.write(`seen in ${mistaken.length} of ${instructions.length} instructions\n`)
    expect(instructions.length).toBeGreaterThan(300)
    expect(share(mistaken.length), mistaken.join('\n')).toBeLessThan(0.01)
  })

  it.each<[string, number, (task: Task) => boolean, (task: Task) => TaskDraft, string]>([
    ['a title changed', 0.8, () => true, ({ id }) => ({ op: 'update', taskId: id, body: { title: 'Something entirely different' } }), 'update'],
    ['a task deleted', 0.8, () => true, ({ id }) => ({ op: 'delete', taskId: id }), 'delete'],
    [
      'a closed task rewritten',
      0.8,
      ({ status }) => isClosed(status),
      ({ id }) => ({ op: 'update', taskId: id, body: { description: 'Rewritten.' } }),
      'update',
    ],
  ])('is mostly found beside it: %s', (name, atLeast, fits, entryFor, kind) => {
    let tried = 0
    const missed: string[] = []
    for (const asked of instructions) {
      const task = bystander(asked, fits)
      if (!task) continue
      tried += 1
      if (!found({ ...asked, entries: [...asked.entries, entryFor(task)] }).has(`${kind} ${task.id}`)) missed.push(asked.request.message)
    }
    process.stdout.write(`${name}: found beside ${tried - missed.length} of ${tried} instructions\n`)
    expect(tried).toBeGreaterThan(200)
    expect(1 - missed.length / tried, missed.join('\n')).toBeGreaterThan(atLeast)
  })
})
