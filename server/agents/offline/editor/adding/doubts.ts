import { type Spot, type Wish } from './carry-out.ts'
import { type Tail } from './tail.ts'
import { textOf, type Token } from '../../language/tokens.ts'
import { escape, outcome, type Desk, type Outcome } from '../desk.ts'
import { type Doubt } from '../slots.ts'
import { capital, tidy } from '../tidy.ts'

const tokensText = (desk: Desk, tokens: readonly Token[], from: number, to: number): string => textOf(desk.message, tokens, from, to)

/** "add design and build": one task or two? */
export function oneOrMany(desk: Desk, tokens: readonly Token[], from: number, to: number, titles: Wish['titles']): Outcome | undefined {
  const slice = tokens.slice(from, to)
  // "a campaign and a press release": each with its article is one by itself.
  const articles = /^(a|an|another)$/
  if (articles.test(tokens[from - 1]?.key ?? '') && slice.every(({ key }, index) => key !== 'and' || articles.test(slice[index + 1]?.key ?? '')))
    return undefined
  if (slice.some((token) => token.key === ',' || token.key === '\n' || token.key === ';')) return undefined
  const whole = capital(tidy(tokensText(desk, tokens, from, to)))
  const around = (text: string): string => `${desk.message.slice(0, tokens[from]?.start ?? 0)}${text}${desk.message.slice(tokens[to - 1]?.end ?? 0)}`
  return outcome({
    question: {
      text: `One task or ${titles.length}?`,
      options: [
        { label: titles.map(({ title }) => title).join(' · '), message: around(titles.map(({ title }) => `"${title}"`).join(' and ')) },
        { label: whole, message: around(`"${whole}"`) },
      ],
    },
  })
}

/** "add X below Login page": inside it, or the next line? */
export function underOrAfter(desk: Desk, tokens: readonly Token[], spot: Spot): Doubt | undefined {
  if (!('refs' in spot)) return undefined
  const { refs } = spot
  const word = tokens.find(
    ({ kind, key, end }) => kind === 'word' && key === 'below' && end < refs.start && /^\s+(the\s+)?$/i.test(desk.message.slice(end, refs.start)),
  )
  if (!word) return undefined
  const target = desk.names(refs.ids).replace(/[*\\]/g, '')
  return {
    text: `Shall it become a sub-task of ${target}, or stand right after it?`,
    start: word.start,
    end: word.end,
    options: [
      { label: `Under ${target}`, replacement: 'under' },
      { label: `After ${target}`, replacement: 'after' },
    ],
  }
}

/** "add testing under the sea": a place that is not there, or a part of the title? */
export function placeOrTitle(desk: Desk, tokens: readonly Token[], from: number, to: number, unsure: NonNullable<Tail['unsure']>): Outcome {
  const place = tokensText(desk, tokens, unsure.at + 1, unsure.to)
  const title = capital(tidy(tokensText(desk, tokens, from, unsure.at)))
  const whole = capital(tidy(tokensText(desk, tokens, from, unsure.to).replace(/["“”]/g, '')))
  const around = (text: string): string => `${desk.message.slice(0, tokens[from]?.start ?? 0)}${text}${desk.message.slice(tokens[to - 1]?.end ?? 0)}`
  return outcome({
    question: {
      text: `There is no task “${escape(place)}” in this plan. What shall the new task be?`,
      options: [
        { label: `${title}, at the end of the plan`, message: around(`"${title}"`) },
        { label: whole, message: around(`"${whole}"`) },
      ],
    },
  })
}
