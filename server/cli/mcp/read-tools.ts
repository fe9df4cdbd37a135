import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import type { ProjectListItemWire } from '../../contract/project.ts'
import type { ProposalWire } from '../../contract/proposal.ts'
import type { TaskWire } from '../../contract/task.ts'
import { taskStatuses } from '../../core/plan/task.ts'
import type { Context } from '../context.ts'
import { findProjectId, readPlan } from '../find.ts'
import { oneLine, paintFor } from '../output.ts'
import { changeLines, namesOf } from '../view/changes.ts'
import { answered, paged } from './answers.ts'
import { line, planLines, taskText, type Surroundings } from './lines.ts'

const readOnly = { annotations: { readOnlyHint: true, openWorldHint: false } }

/** The parameter that most tools take, in as few words as do. */
export const project = z.string().optional().describe('Id or title; may be left out where there is one project')
const from = z.int().min(0).optional()

/** Tools that only look. */
export function addReadTools(server: McpServer, context: Context): void {
  server.registerTool('list_projects', { ...readOnly, description: 'List projects.', inputSchema: { q: z.string().optional() } }, ({ q }) =>
    answered(async () => {
      const client = await context.client()
      const found: string[] = []
      const query = q === undefined ? '' : `?q=${encodeURIComponent(q)}`
      for await (const item of client.all<ProjectListItemWire>(`/api/projects${query}`, 50)) {
        found.push(
          `${oneLine(item.title)} [${item.status}] ${item.progress.done}/${item.progress.total} done, version ${item.version}, id=${item.id}`,
        )
      }
      return paged(found, 0, 50)
    }),
  )

  server.registerTool(
    'read_plan',
    { ...readOnly, description: 'Read a plan, one line for each task.', inputSchema: { project, depth: z.int().min(1).max(6).optional(), from } },
    (input) =>
      answered(async () => {
        const plan = await readPlan(await context.client(), await findProjectId(context, input.project))
        const head = `${oneLine(plan.project.title)}, version ${plan.project.version}, ${plan.tasks.length} tasks, id=${plan.project.id}`
        return `${head}\n${paged(planLines(plan, input.depth), input.from ?? 0, 100)}`
      }),
  )

  server.registerTool(
    'search_tasks',
    {
      ...readOnly,
      description: 'Find tasks by words and status.',
      inputSchema: { project, q: z.string().optional(), status: z.enum(taskStatuses).optional(), from },
    },
    (input) =>
      answered(async () => {
        const id = await findProjectId(context, input.project)
        const query = new URLSearchParams({
          ...(input.q === undefined ? {} : { q: input.q }),
          ...(input.status === undefined ? {} : { status: input.status }),
        })
        const found: string[] = []
        for await (const task of (await context.client()).all<TaskWire>(`/api/projects/${id}/tasks?${query.toString()}`, 1_000))
          found.push(line(task))
        return paged(found, input.from ?? 0, 30)
      }),
  )

  server.registerTool('read_task', { ...readOnly, description: 'Read a task in full.', inputSchema: { taskId: z.string() } }, ({ taskId }) =>
    answered(async () => {
      const { body } = await (await context.client()).get<Surroundings & { task: TaskWire }>(`/api/tasks/${encodeURIComponent(taskId)}`)
      return taskText(body.task, body)
    }),
  )

  server.registerTool(
    'next_tasks',
    { ...readOnly, description: 'What to work on next, with reasons.', inputSchema: { project, limit: z.int().min(1).max(20).optional() } },
    (input) =>
      answered(async () => {
        const id = await findProjectId(context, input.project)
        const { body } = await (
          await context.client()
        ).get<{ items: { task: TaskWire; reasons: { detail: string }[] }[]; ready: number }>(`/api/projects/${id}/next?limit=${input.limit ?? 3}`)
        if (body.items.length === 0) return 'Nothing is ready: everything is done, or waits for something else.'
        return [
          ...body.items.map(({ task, reasons }) => `${line(task)}: ${reasons.map(({ detail }) => detail).join(', ')}`),
          `${body.ready} ready in all`,
        ].join('\n')
      }),
  )

  server.registerTool(
    'read_proposal',
    {
      ...readOnly,
      description: 'Read a proposal as a diff; without an id, list the open ones.',
      inputSchema: { proposalId: z.string().optional(), from },
    },
    (input) =>
      answered(async () => {
        const client = await context.client()
        if (input.proposalId === undefined) {
          const found: string[] = []
          for await (const item of client.all<ProposalWire & { projectTitle: string }>('/api/proposals?status=open', 50)) {
            found.push(`${oneLine(item.projectTitle)}: ${oneLine(item.message)} id=${item.id}`)
          }
          return paged(found, input.from ?? 0, 50)
        }
        const { proposal } = (await client.get<{ proposal: ProposalWire }>(`/api/proposals/${encodeURIComponent(input.proposalId)}`)).body
        const { tasks } = await readPlan(client, proposal.projectId)
        const paint = paintFor({ color: false })
        const lines = proposal.operations.flatMap((operation) => {
          const verdict =
            operation.decision === 'pending' ? '' : ` (${operation.decision}${operation.comment === null ? '' : `: ${oneLine(operation.comment)}`})`
          return changeLines(operation, namesOf(proposal.operations, tasks), paint).map((each, index) => (index === 0 ? each + verdict : each))
        })
        const reason = proposal.reason === null || proposal.reason === '' ? '' : `, because: ${oneLine(proposal.reason)}`
        return `${oneLine(proposal.message)}: ${proposal.status}${reason}\n${paged(lines, input.from ?? 0, 100)}`
      }),
  )
}
