import { apply } from '../../server/core/patch/apply.ts'
import { unflatten, type FlatOperation } from '../../server/core/patch/flat.ts'
import { planOf } from '../../server/core/plan/plan.ts'
import type { TestServer } from './harness.ts'

/** The plan that a client gets which begins with version 0 and applies every commit as the API tells it. */
export async function replayed(server: TestServer, projectId: string, version: number): Promise<{ project: unknown; tasks: unknown }> {
  const { project } = (await server.call('GET', `/api/projects/${projectId}/versions/0`)).body
  const { id, title, summary, status, priority, tags, startDate, dueDate, externalRefs, metadata } = project
  let plan = planOf({ id, title, summary, status, priority, tags, startDate, dueDate, externalRefs, metadata }, [])
  for (let next = 1; next <= version; next += 1) {
    const { commit } = (await server.call('GET', `/api/projects/${projectId}/commits/${next}`)).body
    const applied = apply(
      commit.operations.map((operation: FlatOperation) => unflatten(operation)),
      plan,
    )
    if (!applied.ok) throw new Error(`commit ${next} does not apply: ${JSON.stringify(applied.error)}`)
    plan = applied.value
  }
  return { project: plan.project, tasks: Object.fromEntries(plan.tasks) }
}
