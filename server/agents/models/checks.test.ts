import { describe, expect, it } from 'vitest'
import { id, portal } from '../../../test/instructions/plan.ts'
import { requestOf } from '../../../test/instructions/request.ts'
import type { Draft, TaskDraft } from '../../core/patch/draft.ts'
import { planOf } from '../../core/plan/plan.ts'
import { askForDraft } from '../ask/ask.ts'
import { scriptedModel } from '../ask/testing/scripted-model.ts'
import { handlesFor } from '../wire/handles.ts'
import { checkFor } from './checks.ts'

const empty = planOf(portal.project, [])
const draft = (...taskPatches: readonly TaskDraft[]): Draft => ({ baseVersion: 1, taskPatches })
const roots = (count: number): Draft =>
  draft(
    ...Array.from({ length: count }, (_, at): TaskDraft => ({ op: 'create', taskId: `n${at}`, body: { title: `Part ${at}`, parentTaskId: null } })),
  )
const below = (...minutes: readonly number[]): Draft =>
  draft(
    ...minutes.map((estimateMinutes, at): TaskDraft => ({
      op: 'create',
      taskId: `n${at}`,
      body: { title: `Step ${at}`, parentTaskId: 'mobile', estimateMinutes },
    })),
  )

describe('the first plan', () => {
  const said = (message: string, count: number): readonly string[] =>
    checkFor('plan', requestOf(message, { plan: empty }), null)?.(roots(count)) ?? []
  it('has at most as many root tasks as the planner may invent', () => {
    expect(said('Build a shop', 6)).toEqual([])
    expect(said('Build a shop', 9)).toEqual(['has 9 root tasks where at most 6 are wanted: put them together into larger deliverables.'])
  })
  it('has more where the person names more', () => {
    expect(said('Build a shop in 9 milestones', 9)).toEqual([])
    expect(said('Build a shop in ten steps', 9)).toEqual([])
    expect(said(`Our plan:\n${'- a part\n'.repeat(9)}`, 9)).toEqual([])
  })
})

describe('a breakdown', () => {
  const said = (given: Draft): readonly string[] => checkFor('decompose', requestOf('go'), id('mobile'))?.(given) ?? []
  it('keeps the estimate of its task, about', () => {
    expect(said(below(5_000, 4_000))).toEqual([])
    expect(said(below(480, 480))).toEqual(['has sub-tasks whose estimates add up to 2d where the task has 20d: make them add up to about that.'])
    expect(said(below(9_600, 9_600))).toHaveLength(1)
  })
  it('cannot be held to an estimate that is not there, or that is changed', () => {
    expect(said(below(480, 0))).toEqual([])
    expect(said(draft(...below(480).taskPatches, { op: 'update', taskId: 'mobile', body: { estimateMinutes: 480 } }))).toEqual([])
    expect(checkFor('decompose', requestOf('go'), id('reporting'))?.(below(480))).toEqual([])
  })
})

it('holds nobody else to anything', () => {
  expect(checkFor('edit', requestOf('x'), null)).toBeUndefined()
  expect(checkFor('ask', requestOf('x'), null)).toBeUndefined()
})

describe('a complaint goes back to the model', () => {
  const add = (at: number): object => ({
    ...{ op: 'add_task', tempId: `n${at}`, parentId: 'root', afterId: '', title: `Part ${at}`, description: '', priority: 'none', estimate: '' },
    ...{ startDate: '', dueDate: '', assignee: '', tags: [], criteria: [], dependsOn: [], reason: '' },
  })
  const answer = (count: number): object => ({
    reply: 'A plan.',
    operations: Array.from({ length: count }, (_, at) => add(at + 1)),
    question: '',
    options: [],
  })
  const ask = async (...lines: readonly object[]): Promise<{ readonly kept: number; readonly calls: number; readonly told: string }> => {
    const request = requestOf('Build a shop', { plan: empty })
    const model = scriptedModel(lines.map((json) => ({ json })))
    const check = checkFor('plan', request, null)
    const base = { kind: 'plan' as const, system: '', messages: [], stableMessages: 0, cacheKey: '', output: { name: 'x', schema: {} }, tools: [] }
    const asking = {
      ...{
        model,
        message: request.message,
        plan: empty,
        handles: handlesFor(empty),
        agent: 'planner' as const,
        promptVersion: 'planner@1',
        runTool: () => '',
      },
      request: { ...base, maxOutputTokens: 4_000, prefer: null, only: null, allow: null },
      ...(check ? { check } : {}),
    }
    const parts = askForDraft(asking, new AbortController().signal)
    for (;;) {
      const next = await parts.next()
      if (!next.done) continue
      const kept = next.value.kind === 'draft' ? next.value.draft.taskPatches.length : 0
      return { kept, calls: model.requests.length, told: model.requests.at(-1)?.messages.at(-1)?.text ?? '' }
    }
  }
  it('and a smaller draft is what was asked for', async () => {
    const mended = await ask(answer(9), answer(5))
    expect(mended).toMatchObject({ kept: 5, calls: 2 })
    expect(mended.told).toContain('has 9 root tasks where at most 6 are wanted')
  })
  it('and what is not mended is kept for the person to judge', async () =>
    expect(await ask(answer(9), answer(8), answer(9))).toMatchObject({ kept: 9, calls: 3 }))
})
