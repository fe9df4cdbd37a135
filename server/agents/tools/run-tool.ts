import type { Plan } from '../../core/plan/plan.ts'
import type { ToolCall } from '../../ports/language-model.ts'
import type { ProjectView } from '../agent.ts'
import { cut, defuse } from '../prompts/fence.ts'
import type { Handles } from '../wire/handles.ts'
import { listProjects } from './list-projects.ts'
import { readSubtree, readTask } from './read-task.ts'
import { searchTasks } from './search-tasks.ts'
import { toolInputs, type ToolName } from './specs.ts'

/** What tools look at. */
export interface ToolScene {
  readonly plan: Plan
  readonly handles: Handles
  readonly projects: () => Promise<readonly ProjectView[]>
  /** The tools that were offered. */
  readonly offered: readonly ToolName[]
}

/** A tool's answer is cut at so many characters, with a note. */
const longest = 8_000

/**
 * Answers a call of a read tool in words. Whatever a model asks for gets an answer: an unknown tool, a wrong argument or an
 * unknown handle is said clearly, so that it can ask better.
 */
export async function runTool(scene: ToolScene, { name, input }: Pick<ToolCall, 'name' | 'input'>): Promise<string> {
  const known = scene.offered.find((offered) => offered === name)
  if (!known) return `There is no tool "${name.slice(0, 60)}". There is: ${scene.offered.join(', ') || 'none'}.`
  const answer = await answerOf(scene, known, input)
  const text = defuse(answer)
  return text.length <= longest ? text : `${cut(text, longest)}\n(cut here: ask for less)`
}

function answerOf(scene: ToolScene, name: ToolName, input: unknown): Promise<string> | string {
  switch (name) {
    case 'search_tasks':
      return withInput(name, input, toolInputs.search_tasks, (given) => searchTasks(scene, given))
    case 'read_task':
      return withInput(name, input, toolInputs.read_task, (given) => readTask(scene, given))
    case 'read_subtree':
      return withInput(name, input, toolInputs.read_subtree, (given) => readSubtree(scene, given))
    case 'list_projects':
      return withInput(name, input, toolInputs.list_projects, (given) => listProjects(scene, given))
  }
}

type Schema<Input> = {
  safeParse: (
    value: unknown,
  ) => { success: true; data: Input } | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }
}

function withInput<Input>(
  name: ToolName,
  input: unknown,
  schema: Schema<Input>,
  run: (input: Input) => Promise<string> | string,
): Promise<string> | string {
  const parsed = schema.safeParse(input)
  if (parsed.success) return run(parsed.data)
  const [issue] = parsed.error.issues
  const fields = Object.keys(toolInputs[name].shape).join(', ')
  return `${name} takes one JSON object with ${fields}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'is wrong'}.`
}
