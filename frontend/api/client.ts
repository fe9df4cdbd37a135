import type { Http } from './http.ts'
import type {
  AcceptAnswer,
  AcceptProposal,
  ChangeProposal,
  ChangesSinceWire,
  ChatAnswer,
  ChatBody,
  CommitAnswer,
  CommitWire,
  ConnectionTestWire,
  DiffAnswer,
  ExchangeFormat,
  Items,
  PlanAnswer,
  ProjectListItemWire,
  ProjectWire,
  ProposalSummaryWire,
  ProposalWire,
  ProvidersWire,
  RebaseProposal,
  TaskAnswer,
  TaskDraft,
  TaskDraftBody,
  TaskWire,
  TurnWire,
  UsageWire,
} from './wire.ts'

export type Client = ReturnType<typeof createClient>

const path = (strings: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  String.raw({ raw: strings }, ...values.map((value) => encodeURIComponent(value)))

const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`
}

/** The REST contract, one line per route. Paths are known here and nowhere else. */
export function createClient(http: Http) {
  const { request } = http
  return {
    http,
    goalPath: '/api/chat',
    chatPath: (projectId: string) => path`/api/projects/${projectId}/chat`,
    chat: (projectId: string, body: ChatBody) => request<ChatAnswer>('POST', path`/api/projects/${projectId}/chat`, body),

    me: () => request<{ name: string; serverUser: string | null }>('GET', '/api/me'),
    health: () => request<{ version: string; storage: string; agent: string }>('GET', '/api/health'),

    createProject: (title: string) => request<ProjectWire>('POST', '/api/projects', { title }),
    projects: (filter: { q?: string; status?: string; deleted?: 'true'; cursor?: string }) =>
      request<Items<ProjectListItemWire>>('GET', `/api/projects${query({ ...filter, limit: 100 })}`),
    plan: (id: string) => request<PlanAnswer>('GET', path`/api/projects/${id}`),
    changeProject: (id: string, fields: object) => request<CommitAnswer>('PATCH', path`/api/projects/${id}`, fields),
    trashProject: (id: string) => request<void>('DELETE', path`/api/projects/${id}`),
    purgeProject: (id: string, title: string) => request<void>('DELETE', path`/api/projects/${id}` + query({ purge: 'true', confirm: title })),
    restoreProject: (id: string) => request<{ project: ProjectWire }>('POST', path`/api/projects/${id}/restore`),

    task: (id: string) => request<{ task: TaskWire }>('GET', path`/api/tasks/${id}`),
    createTask: (projectId: string, body: TaskDraftBody) => request<TaskAnswer>('POST', path`/api/projects/${projectId}/tasks`, body),
    changeTask: (id: string, body: TaskDraftBody) => request<TaskAnswer>('PATCH', path`/api/tasks/${id}`, body),
    deleteTask: (id: string) => request<TaskAnswer>('DELETE', path`/api/tasks/${id}`),
    moveTask: (id: string, to: { parentTaskId?: string | null; afterTaskId?: string | null }) =>
      request<TaskAnswer>('POST', path`/api/tasks/${id}/move`, to),

    propose: (projectId: string, draft: { baseVersion: number; rationale?: string; taskPatches: readonly TaskDraft[] }) =>
      request<{ proposal: ProposalWire }>('POST', path`/api/projects/${projectId}/proposals`, draft),
    patch: (projectId: string, draft: { baseVersion: number; message?: string; taskPatches: readonly TaskDraft[] }) =>
      request<CommitAnswer>('POST', path`/api/projects/${projectId}/patches`, draft),

    proposals: (projectId: string, status?: string, limit = 50) =>
      request<Items<ProposalWire>>('GET', path`/api/projects/${projectId}/proposals` + query({ status, limit })),
    proposal: (id: string) => request<{ proposal: ProposalWire }>('GET', path`/api/proposals/${id}`),
    changesSince: (id: string) => request<ChangesSinceWire>('GET', path`/api/proposals/${id}/changes`),
    inbox: (filter: { status?: string; cursor?: string }) =>
      request<Items<ProposalSummaryWire>>('GET', `/api/proposals${query({ ...filter, limit: 50 })}`),
    changeProposal: (id: string, body: ChangeProposal) => request<{ proposal: ProposalWire }>('PATCH', path`/api/proposals/${id}`, body),
    accept: (id: string, body: AcceptProposal) => request<AcceptAnswer>('POST', path`/api/proposals/${id}/accept`, body),
    reject: (id: string, reason: string) =>
      request<{ proposal: ProposalWire }>('POST', path`/api/proposals/${id}/reject`, reason === '' ? {} : { reason }),
    reopen: (id: string) => request<{ proposal: ProposalWire }>('POST', path`/api/proposals/${id}/reopen`),
    rebase: (id: string, body: RebaseProposal) => request<{ proposal: ProposalWire }>('POST', path`/api/proposals/${id}/rebase`, body),

    turn: (id: string) => request<{ turn: TurnWire }>('GET', path`/api/turns/${id}`),
    turnPath: (id: string) => path`/api/turns/${id}`,
    cancelTurn: (id: string) => request<{ turn: TurnWire }>('POST', path`/api/turns/${id}/cancel`),
    retryPath: (id: string) => path`/api/turns/${id}/retry`,
    conversation: (projectId: string, taskId: string | null, cursor?: string) =>
      request<Items<TurnWire>>('GET', path`/api/projects/${projectId}/conversation` + query({ taskId: taskId ?? undefined, limit: 200, cursor })),

    commits: (projectId: string, cursor?: string) =>
      request<Items<CommitWire>>('GET', path`/api/projects/${projectId}/commits` + query({ limit: 50, cursor })),
    commitsOfTask: (projectId: string, taskId: string, cursor?: string) =>
      request<Items<CommitWire>>('GET', path`/api/projects/${projectId}/commits` + query({ limit: 50, taskId, cursor })),
    commit: (projectId: string, version: number) =>
      request<CommitWire | { commit: CommitWire }>('GET', path`/api/projects/${projectId}/commits/${version}`),
    version: (projectId: string, version: number) => request<PlanAnswer>('GET', path`/api/projects/${projectId}/versions/${version}`),
    diff: (projectId: string, from: number, to: number) => request<DiffAnswer>('GET', path`/api/projects/${projectId}/diff` + query({ from, to })),
    revert: (projectId: string, target: { version: number } | { toVersion: number }) =>
      request<CommitAnswer>('POST', path`/api/projects/${projectId}/revert`, target),
    proposeRevert: (projectId: string, target: { version: number } | { toVersion: number }) =>
      request<{ proposal: ProposalWire }>('POST', path`/api/projects/${projectId}/revert` + query({ propose: 'true' }), target),

    import: (body: { format: ExchangeFormat; content: string; projectId?: string; title?: string; parentTaskId?: string }) =>
      request<{ project: ProjectWire; proposal: ProposalWire }>('POST', '/api/import', body),
    exportPath: (projectId: string, format: ExchangeFormat) => path`/api/projects/${projectId}/export` + query({ format }),

    providers: () => request<ProvidersWire>('GET', '/api/providers'),
    testProvider: (body: { provider: string; model?: string }) => request<ConnectionTestWire>('POST', '/api/providers/test', body),
    usage: (filter: { by?: string; from?: string; to?: string; projectId?: string } = {}) => request<UsageWire>('GET', `/api/usage${query(filter)}`),
  }
}
