import type { AgentAnswer, AgentRequest } from '../../agent.ts'
import { cardinal, ordinal } from './numbers.ts'
import { TitleIndex } from './titles.ts'
import { fold, wordsOf } from './words.ts'

/** The option that a message picks of the question asked just before; undefined where it says something else. */
export function chosenOption(request: AgentRequest): { readonly message: string } | { readonly answer: AgentAnswer } | undefined {
  const question = request.earlier.at(-1)?.question
  if (!question || question.options.length === 0 || request.message.length > 200) return undefined
  const { options } = question
  const words = wordsOf(request.message).filter(
    (word) =>
      !['please', 'the', 'i', 'mean', 'meant', 'option', 'number', 'one', 'take', 'choose', 'it', 's', 'is', 'would', 'be', 'want', 'that'].includes(
        word,
      ),
  )
  const all = wordsOf(request.message)
  const text = fold(request.message)
    .trim()
    .replace(/[.!]+$/, '')
  const at = (index: number): { readonly message: string } | undefined => {
    const option = options.at(index)
    return option && { message: option.message }
  }
  if (/^(no|none|neither|none of them|none of these|never mind|nevermind|cancel|forget it|no thanks|nope|neither of them|stop)$/.test(text))
    return { answer: { kind: 'words', agent: 'editor', understood: true, reply: 'Then nothing changes.' } }
  if (
    options.length === 1 &&
    /^(yes|yep|yeah|sure|ok|okay|right|correct|exactly|do it|yes please|y|of course|that one|please do|go ahead|yes do it|indeed|go)$/.test(text)
  )
    return at(0)
  const exact = options.findIndex(({ label, message }) => fold(label) === text || message === request.message)
  if (exact >= 0) return at(exact)
  // A number may be the number of an option or of a task; the task's number stands at the start of its label.
  const labelled = /^(?:task |number |#)?(\d+(?:\.\d+)*)$/.exec(text)
  if (labelled) {
    const byNumber = options.findIndex(({ label }) => label.split(' ')[0] === labelled[1])
    const isOption = !text.startsWith('task') && Number(labelled[1]) >= 1 && Number(labelled[1]) <= options.length && /^\d+$/.test(labelled[1] ?? '')
    if (text.startsWith('task') && byNumber >= 0) return at(byNumber)
    if (isOption) return at(Number(labelled[1]) - 1)
    if (byNumber >= 0) return at(byNumber)
  }
  if (words.length <= 1) {
    const [word = all.includes('one') && all.length <= 2 && !all.includes('the') ? 'one' : ''] = words
    if (word === 'last' || word === 'latter') return at(-1)
    if (word === 'former') return at(0)
    const position = ordinal(word) ?? cardinal(word)
    if (position !== undefined && position >= 1 && position <= options.length) return at(position - 1)
  }
  if (all.length > 12) return undefined
  const match = new TitleIndex(options.map(({ label }, index) => ({ id: String(index), title: label.replace(/^\d+(?:\.\d+)* /, '') }))).find(
    words.join(' '),
  )
  if (
    match &&
    match.ids.length === 1 &&
    match.tier !== 'some' &&
    match.tier !== 'slip' &&
    !/^(add|delete|remove|rename|move|make|mark|set|put|merge|create|assign|undo)$/.test(all[0] ?? '')
  )
    return at(Number(match.ids[0]))
  return undefined
}
