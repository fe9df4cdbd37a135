import { join } from 'node:path'
import type { Agent } from './agents/agent.ts'
import { modelAgent } from './agents/models/model-agent.ts'
import { offlineAgent } from './agents/offline/index.ts'
import { readTemplateFiles } from './config/template-files.ts'
import { loadTemplates } from './config/templates.ts'
import { fail, ok, type Result } from './core/result.ts'
import type { Models } from './ports/models.ts'

/** Who answers messages: the rules, or models with the rules beside them. One line where a template is wrong. */
export function openAgent(configs: string, models: Models): Result<Agent, string> {
  const { templates, problems } = loadTemplates(readTemplateFiles(join(configs, 'templates')))
  const [wrong] = problems
  if (wrong) return fail(`configs/templates/${wrong.file}, line ${wrong.line}: ${wrong.detail}`)
  const offline = offlineAgent(templates)
  return ok(models.model ? modelAgent({ model: models.model, offline, templates, settings: { fastPath: models.fastPath } }) : offline)
}
