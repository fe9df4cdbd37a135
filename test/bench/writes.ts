import { largePlan } from '../../server/core/testing/large-plan.ts'
import { bareCopy, rowsOfCommit } from './bare.ts'
import { bareHono, benchServer } from './bench-server.ts'
import { median, ratioRow, timed, type Row } from './measure.ts'

const rounds = 9

/** A draft of 1,000 entries: 700 changed tasks and 300 new ones. */
function draftOf(taskIds: readonly string[], baseVersion: number, round: number): unknown {
  const updates = taskIds
    .slice(round * 700, round * 700 + 700)
    .map((taskId, index) => ({ op: 'update', taskId, body: { title: `Changed ${round}.${index}`, estimateMinutes: 30 + index } }))
  const creates = Array.from({ length: 300 }, (_, index) => ({
    op: 'create',
    taskId: `new-${index}`,
    body: { parentTaskId: null, title: `New ${round}.${index}`, estimateMinutes: 60, tags: ['bench'], acceptanceCriteria: ['It is there'] },
  }))
  return { baseVersion, rationale: `Round ${round}`, taskPatches: [...updates, ...creates] }
}

/** Accepting 1,000 operations on 10,000 tasks, against the same rows written by bare better-sqlite3. */
export async function acceptRow(): Promise<Row> {
  const plan = largePlan(10_000, 1)
  const server = await benchServer([plan])
  const bare = bareCopy(server.file)
  try {
    const projectId = plan.project.id
    const taskIds = [...plan.tasks.keys()]
    const found: { ours: number; bare: number }[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const version = 1 + round
      const { text } = await server.call('POST', `/api/projects/${projectId}/proposals`, draftOf(taskIds, version, round))
      const { proposal } = JSON.parse(text) as { proposal: { id: string } }
      const ours = await timed(() => server.call('POST', `/api/proposals/${proposal.id}/accept`, {}))
      const rows = rowsOfCommit(server.file, projectId, version + 1)
      const written = rows.find(({ table }) => table === 'tasks')?.rows.length
      if (written !== 1_000) throw new Error(`the commit wrote ${written} task rows, not 1,000`)
      const alone = await timed(() => bare.write(rows))
      if (round > 0) found.push({ ours, bare: alone })
    }
    return ratioRow('accept 1,000 operations on 10,000 tasks, request to response', 4, medians(found))
  } finally {
    bare.close()
    await server.stop()
  }
}

/** A one-operation patch, against a bare single-row transaction plus a bare Hono round trip. */
export async function oneOperationRow(): Promise<Row> {
  const plan = largePlan(10_000, 2)
  const server = await benchServer([plan])
  const bare = bareCopy(server.file)
  const hono = await bareHono()
  try {
    const [taskId = ''] = plan.tasks.keys()
    const found: { ours: number; bare: number }[] = []
    for (let round = 0; round <= 60; round += 1) {
      const version = 1 + round
      const body = { baseVersion: version, taskPatches: [{ op: 'update', taskId, body: { title: `Title ${round}` } }] }
      const ours = await timed(() => server.call('POST', `/api/projects/${plan.project.id}/patches`, body))
      const [tasks] = rowsOfCommit(server.file, plan.project.id, version + 1)
      if (tasks?.rows.length !== 1) throw new Error('a one-operation patch writes one task row')
      const alone = await timed(async () => {
        await hono.call(body)
        bare.write([tasks])
      })
      if (round > 5) found.push({ ours, bare: alone })
    }
    return ratioRow('one-operation patch on 10,000 tasks, request to response', 4, medians(found))
  } finally {
    await hono.stop()
    bare.close()
    await server.stop()
  }
}

const medians = (found: readonly { readonly ours: number; readonly bare: number }[]) => ({
  ours: median(found.map((pair) => pair.ours)),
  bare: median(found.map((pair) => pair.bare)),
  ratio: median(found.map((pair) => pair.ours / pair.bare)),
})
