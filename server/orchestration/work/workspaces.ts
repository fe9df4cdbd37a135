import { problem, type Problem } from '../../contract/problem.ts'
import type { ProjectId } from '../../core/plan/task.ts'
import { fail, ok, type Result } from '../../core/result.ts'
import type { Workspace } from '../../core/work/work.ts'
import type { Deps } from '../deps.ts'
import { findProject } from '../find-project.ts'
import { findWorkspace, newId } from './find.ts'

export interface NewWorkspace {
  readonly name: string
  readonly description?: string
  /** The plan that it carries out. */
  readonly projectId?: string | null
}

/** Makes a workspace. Names are unique without regard to case. */
export const createWorkspace =
  (deps: Deps) =>
  (input: NewWorkspace): Promise<Result<Workspace, Problem>> =>
    deps.storage.write(async (session) => {
      if (await session.findWorkspace(input.name)) {
        const errors = [{ pointer: '/name', detail: `“${input.name}” is there already; names are compared without regard to case` }]
        return fail(problem('validation', `There is a workspace “${input.name}” already. Use it, or choose another name.`, { errors }))
      }
      if (typeof input.projectId === 'string') {
        const found = await findProject(deps, session, input.projectId)
        if (!found.ok) return found
      }
      const workspace: Workspace = {
        id: newId(deps, 'ws'),
        name: input.name,
        description: input.description ?? '',
        projectId: (input.projectId ?? null) as ProjectId | null,
        createdAt: deps.clock.now(),
      }
      await session.saveWorkspace(workspace)
      return ok(workspace)
    })

export const listWorkspaces = (deps: Deps) => (): Promise<readonly Workspace[]> => deps.storage.read((session) => session.listWorkspaces())

/** By id or by name. */
export const readWorkspace =
  (deps: Deps) =>
  (reference: string): Promise<Result<Workspace, Problem>> =>
    deps.storage.read((session) => findWorkspace(session, reference))
