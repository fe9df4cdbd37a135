import type { Template } from '../../../config/templates.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { cleanText } from '../outline/text.ts'
import { readOutline } from '../outline/read-outline.ts'
import { askForGoal } from './ask.ts'
import { isMeaningless, readGoal } from './goal.ts'
import { planFromOutline } from './plan-from-outline.ts'
import { planFromTemplate } from './plan-from-template.ts'
import { asWishes } from './wish-list.ts'

/**
 * Project mode on an empty or new plan: the writer's own outline where the message has one, else the template that its
 * words speak for, filled with its subject and wishes. What names no goal gets a question, never a plan.
 */
export function planFromGoal(request: AgentRequest, templates: readonly Template[]): AgentAnswer {
  const message = cleanText(request.message).trim()
  const outline = readOutline(message)
  const wishes = outline && asWishes(outline)
  if (outline && !wishes) return planFromOutline(outline, request)
  if (isMeaningless(message)) return askForGoal(message)
  const goal = readGoal(wishes ? wishes.goal : message, request.today)
  return planFromTemplate(wishes ? { ...goal, text: message, wishes: [...goal.wishes, ...wishes.wishes] } : goal, request, templates)
}
