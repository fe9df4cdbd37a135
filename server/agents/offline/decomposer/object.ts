import { verbOf } from '../planner/verbs.ts'
import { withArticle } from '../planner/fill.ts'
import { shorten, wordsOf } from '../planner/words.ts'
import { looksEnglish } from '../planner/goal.ts'

/** What a task's title is about, with its article: "Implement login form" → "the login form". */
export function objectOf(title: string): string {
  if (!looksEnglish(title)) return `“${shorten(title, 60)}”`
  const plain = title.replace(/^[^:]{1,24}:\s+/, '').replace(/[.:]+$/, '')
  const [first = '', ...others] = plain.split(/\s+/)
  const rest = verbOf(first) || looksLikeVerb(first, others) ? others.join(' ') : plain
  const noun = rest.replace(/^(?:up|out|down)\s/, '').replace(/^(?:an?|the)\s+/i, '')
  if (noun === '' || noun.length > 50 || wordsOf(noun).length > 7 || /[.,;:]|\s(?:and|or)\s/.test(noun)) return 'it'
  return withArticle(noun)
}

/** Imperatives that begin steps but are no goals of projects. */
const looksLikeVerb = (word: string, others: readonly string[]): boolean =>
  others.length > 0 &&
  /^\p{Lu}?[\p{Ll}]+$/u.test(word) &&
  /^(?:list|draw|note|agree|decide|handle|cover|check|show|work|map|describe|name|find|keep|store|stop|guard|settle|fix|finish|connect|invite|pack|prove|try|talk|say|gather|set|take|walk|bring|lay|rank|probe|scan|try|ask|tell|sharpen|weigh|revise|order|finalise|finalize|allow|define|specify)$/i.test(
    word,
  )
