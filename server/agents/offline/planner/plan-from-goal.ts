import type { Template } from '../../../config/templates.ts'
import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { cleanText, withoutCode } from '../outline/text.ts'
import { readOutline } from '../outline/read-outline.ts'
import { askForGoal } from './ask.ts'
import { firstGoalIn, isMeaningless, looksEnglish, readGoal, sentencesOf, withoutGreeting } from './goal.ts'
import { planFromOutline } from './plan-from-outline.ts'
import { planFromTemplate } from './plan-from-template.ts'
import { readProse } from './prose.ts'
import { asWishes } from './wish-list.ts'

/**
 * Project mode on an empty or new plan: the writer's own outline where the message has one, else the template that its
 * words speak for, filled with its subject and wishes. Prose that tells steps in order is an outline too. What names no
 * goal gets a question, never a plan.
 */
export function planFromGoal(request: AgentRequest, templates: readonly Template[]): AgentAnswer {
  const message = cleanText(request.message).trim()
  const outline = readOutline(message, { today: request.today })
  const wishes = outline && asWishes(outline)
  if (outline && !wishes) return planFromOutline(outline, request)
  const words = withoutCode(message)
  const prose = outline ? null : readProse(words.text, request.today)
  if (prose) return planFromOutline({ ...prose, summary: [prose.summary, ...words.code].join('\n\n').trim() }, request, 'prose')
  if (isMeaningless(words.text) || (!wishes && isTalkOnly(words.text))) return askForGoal(message)
  const goal = readGoal(wishes ? wishes.goal : message, request.today)
  return planFromTemplate(wishes ? { ...goal, text: message, wishes: [...goal.wishes, ...wishes.wishes] } : goal, request, templates)
}

/** Several sentences of which none says what is to be done. */
function isTalkOnly(message: string): boolean {
  const sentences = sentencesOf(withoutGreeting(message))
  return sentences.length > 1 && looksEnglish(message) && firstGoalIn(sentences) < 0
}
