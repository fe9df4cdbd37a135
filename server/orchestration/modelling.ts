import type { Modelling } from '../agents/agent.ts'
import { problem, type Problem } from '../contract/problem.ts'
import type { Deps } from './deps.ts'
import type { TurnAccount } from './spending.ts'

/** So many other projects a model is told of, the most recently changed first. */
const projectsTold = 50

/** What a message may name as `provider` so that no model answers it. */
export const offlineName = 'offline'

export interface ModellingOf {
  readonly projectId: string
  readonly taskId: string | null
  readonly provider: string | null
  readonly account: TurnAccount
}

/** What a turn hands to an agent that asks a model; null where none is configured, or none shall be asked. */
export async function modellingOf(deps: Deps, { projectId, taskId, provider, account }: ModellingOf): Promise<Modelling | null> {
  if (deps.models.model === null || provider === offlineName) return null
  return {
    conversation: await conversationName(projectId, taskId),
    prefer: provider,
    allow: (worst) => account.allow(worst),
    projects: () =>
      deps.storage.read(async (session) => {
        const { items } = await session.listProjects({ q: null, status: null, deleted: false }, { limit: projectsTold, cursor: null })
        const stored = []
        for (const { project } of items) stored.push(await deps.plans.find(session, project.id))
        return stored.flatMap((found) => (found ? [{ id: found.plan.project.id, plan: found.plan }] : []))
      }),
  }
}

/** The same for all turns of a conversation, and opaque: providers see it. */
async function conversationName(projectId: string, taskId: string | null): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${projectId}/${taskId ?? ''}`))
  return [...new Uint8Array(digest).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Refuses a `provider` that is not there: somebody else would answer than was asked. */
export async function checkProvider(deps: Deps, provider: string | undefined): Promise<Problem | undefined> {
  if (provider === undefined) return undefined
  const { providers } = await deps.models.status()
  const configured = providers.filter(({ configured: isConfigured }) => isConfigured)
  const names = [
    offlineName,
    ...configured.map(({ name }) => name),
    ...configured.flatMap(({ name, models }) => models.map(({ model }) => `${name}/${model}`)),
  ]
  if (names.includes(provider)) return undefined
  const detail = `is not configured; there is ${names.join(', ')}`
  return problem('validation', `/provider: ${detail}.`, { errors: [{ pointer: '/provider', detail }] })
}
