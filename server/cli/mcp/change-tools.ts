import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import type { CommitWire } from '../../contract/patch.ts'
import type { ProposalWire } from '../../contract/proposal.ts'
import type { Context } from '../context.ts'
import { findProjectId, readPlan } from '../find.ts'
import { oneLine } from '../output.ts'
import { answered } from './answers.ts'
import { project } from './read-tools.ts'

const entry = z.object({
  op: z.enum(['create', 'update', 'delete']),
  taskId: z.string().describe('An id; for create a name of your own'),
  body: z.record(z.string(), z.unknown()).optional(),
})

const about = `Propose changes to a plan; a person reviews them. Body fields: title, description, status, priority, estimateMinutes, startDate, dueDate, assignee {kind, name}, tags, acceptanceCriteria, dependsOn, parentTaskId, afterTaskId.`

/** Tools that propose; and, only where it was allowed at the start, one that applies. */
export function addChangeTools(server: McpServer, context: Context, { mayAccept }: { readonly mayAccept: boolean }): void {
  const inputSchema = { project, message: z.string().describe('What and why, on one line'), changes: z.array(entry).min(1).max(200) }

  server.registerTool(
    'propose_changes',
    { description: about, inputSchema, annotations: { readOnlyHint: false, destructiveHint: false, openWorldHint: false } },
    (input) =>
      answered(async () => {
        const { id, draft } = await draftOf(context, input)
        const { body } = await (await context.client()).post<{ proposal: ProposalWire }>(`/api/projects/${id}/proposals`, draft)
        const { proposal } = body
        const left = proposal.leftOut.map(({ reason }) => `\nleft out: ${oneLine(reason)}`).join('')
        return `Proposed ${proposal.operations.length} changes; they wait for review. proposal id=${proposal.id}${left}`
      }),
  )

  if (!mayAccept) return
  server.registerTool(
    'apply_changes',
    {
      description: 'As propose_changes, applied at once.',
      inputSchema,
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    (input) =>
      answered(async () => {
        const { id, draft } = await draftOf(context, input)
        const { body } = await (
          await context.client()
        ).post<{ version: number; commit: CommitWire | null; proposal?: ProposalWire }>(`/api/projects/${id}/patches`, draft)
        if (body.proposal) return `You may not apply it, so it waits for review. proposal id=${body.proposal.id}`
        return body.commit === null ? 'Nothing to change: it is so already.' : `Applied as version ${body.version}.`
      }),
  )
  server.registerTool(
    'accept_proposal',
    {
      description: 'Apply a proposal.',
      inputSchema: { proposalId: z.string() },
      annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
    },
    ({ proposalId }) =>
      answered(async () => {
        const { body } = await (
          await context.client()
        ).post<{ version: number; commit: CommitWire | null }>(`/api/proposals/${encodeURIComponent(proposalId)}/accept`, {})
        return body.commit === null ? 'Nothing was left to apply.' : `Applied as version ${body.version}.`
      }),
  )
}

interface Changes {
  readonly project?: string | undefined
  readonly message: string
  readonly changes: readonly z.infer<typeof entry>[]
}

async function draftOf(context: Context, { project: named, message, changes }: Changes) {
  const id = await findProjectId(context, named)
  const { version } = (await readPlan(await context.client(), id)).project
  return { id, draft: { baseVersion: version, message, rationale: message, taskPatches: changes } }
}
