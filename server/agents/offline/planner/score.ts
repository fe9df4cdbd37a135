import type { Template } from '../../../config/templates.ts'
import { stemOf, wordsOf } from './words.ts'

/** A template that a goal's words speak for, and which words those were. */
export interface Scored {
  readonly template: Template
  readonly score: number
  readonly matched: readonly string[]
}

/** Words in the head of the goal ("API for the hiring process") say what it is, its last one most; those behind say what it is about. */
const nounWeight = 2
const headWeight = 1.6
const restWeight = 0.5

/** All templates by how much the goal's words speak for them, best first; equals keep their order. */
export function scoreTemplates(
  goal: { readonly head: string; readonly sentence: string; readonly rest: string },
  templates: readonly Template[],
): readonly Scored[] {
  const head = spaced(goal.head)
  const sentence = spaced(goal.sentence)
  const rest = spaced(goal.rest)
  const raw = `${goal.sentence} ${goal.rest}`.toLowerCase()
  return templates
    .map((template) => {
      const matched: string[] = []
      let score = 0
      const counted = new Set<string>()
      for (const { phrase, weight, stems } of phrasesOf(template)) {
        if (counted.has(stems)) continue
        const isIn = (text: string): boolean => (stems.trim() === '' || isUnspaced(phrase) ? false : text.includes(stems))
        const strength = isIn(head)
          ? head.endsWith(stems)
            ? nounWeight
            : headWeight
          : isIn(sentence)
            ? 1
            : isIn(rest) || (isUnspaced(phrase) && raw.includes(phrase))
              ? restWeight
              : 0
        if (strength === 0) continue
        score += weight * (isUnspaced(phrase) ? 1 : strength)
        matched.push(phrase)
        counted.add(stems)
      }
      return { template, score, matched }
    })
    .sort((a, b) => b.score - a.score)
}

const phrases = new WeakMap<Template, readonly { readonly phrase: string; readonly weight: number; readonly stems: string }[]>()

/** The phrases of a template, heaviest first, with their stems; templates never change while the program runs. */
function phrasesOf(template: Template): readonly { readonly phrase: string; readonly weight: number; readonly stems: string }[] {
  const known = phrases.get(template)
  if (known) return known
  const found = Object.entries(template.words)
    .map(([phrase, weight]) => ({ phrase, weight, stems: spaced(phrase) }))
    .sort((a, b) => b.weight - a.weight)
  phrases.set(template, found)
  return found
}

/** Scripts without spaces between words are looked for as they are. */
const isUnspaced = (phrase: string): boolean => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(phrase)

/** The stems of a text between spaces, so that a phrase is found as a whole. */
const spaced = (text: string): string =>
  ` ${wordsOf(text)
    .filter((word) => !articles.has(word))
    .map(stemOf)
    .join(' ')} `

const articles = new Set(['a', 'an', 'the', 'our', 'my', 'your'])
