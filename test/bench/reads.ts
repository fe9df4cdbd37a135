import { largePlan } from '../../server/core/testing/large-plan.ts'
import { bareCopy } from './bare.ts'
import { benchServer } from './bench-server.ts'
import { compare, median, ms, quantile, ratioRow, timed, type Row } from './measure.ts'

/** Reading a project of 10,000 tasks, against a bare select and JSON.stringify. */
export async function readRow(): Promise<Row> {
  const plan = largePlan(10_000, 3)
  const server = await benchServer([plan])
  const bare = bareCopy(server.file)
  try {
    const found = await compare({
      rounds: 15,
      ours: () => server.call('GET', `/api/projects/${plan.project.id}`),
      bare: () =>
        JSON.stringify({
          project: bare.all('SELECT * FROM projects WHERE id = ?', plan.project.id),
          tasks: bare.all('SELECT * FROM tasks WHERE "projectId" = ?', plan.project.id),
        }),
    })
    return ratioRow('GET a project of 10,000 tasks', 2, found)
  } finally {
    bare.close()
    await server.stop()
  }
}

/** Messages as people send them, and one that nobody understands. */
const messages = (round: number): string =>
  [
    `Rename 1 to "Round ${round}"`,
    'Make everything under 2 high priority',
    'Add a task for documentation under 3',
    'What should I do next?',
    'Which tasks have no estimate?',
    'Push the due date of 1.1 by a week',
    'Merge the first two',
    'undo that',
    'Mark 1.2 as done and set the estimate of 2.1 to 3h',
    'Sing me a song',
  ][round % 10] ?? ''

/** A turn with the offline agent on a plan of 1,000 tasks, request to response. */
export async function offlineTurnRow(): Promise<Row> {
  const plan = largePlan(1_000, 4)
  const server = await benchServer([plan])
  try {
    const times: number[] = []
    for (let round = 0; round < 110; round += 1) {
      const took = await timed(() =>
        server.call('POST', `/api/projects/${plan.project.id}/chat`, {
          message: messages(round),
          mode: 'project',
          proposalId: round % 10 === 0 ? null : undefined,
        }),
      )
      if (round >= 10) times.push(took)
    }
    const p95 = quantile(times, 0.95)
    return {
      what: 'an offline turn on a plan of 1,000 tasks',
      figure: `p95 ${ms(p95)}`,
      bar: 'p95 under 50 ms',
      met: p95 < 50,
      detail: `median ${ms(median(times))} over ${times.length} turns`,
    }
  } finally {
    await server.stop()
  }
}
