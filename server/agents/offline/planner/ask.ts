import type { AgentAnswer } from '../../agent.ts'
import { shorten } from './words.ts'

const examples = [
  'Build a web app for booking meeting rooms, with Google login',
  'Move house from Berlin to Paris in March',
  'Write and publish a guide to home composting, in 4 phases',
]

/** Where a message names nothing to plan: what to say instead, with goals that work. */
export function askForGoal(message: string): AgentAnswer {
  const heard = message === '' ? '' : `“${shorten(message.replace(/\s+/g, ' '), 40)}” does not tell me what to plan. `
  const text = `${heard}What do you want to get done? One sentence is enough; an outline or a requirements document works too.`
  return {
    kind: 'question',
    agent: 'planner',
    reply: text,
    question: { text, options: examples.map((example) => ({ label: example, message: example })) },
  }
}
