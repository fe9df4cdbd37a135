import type { CalendarDate } from '../../../core/plan/task.ts'
import { withoutCode } from '../outline/text.ts'
import { readDeadline, type Deadline } from './dates.ts'
import { verbOf } from './verbs.ts'
import { capitalise, numberOf, shorten, wordsOf } from './words.ts'

/** What a goal in prose says, taken apart. */
export interface Goal {
  /** The whole message, as it was written. */
  readonly text: string
  /** The sentence that names the goal, without "I want to", limits and deadlines. */
  readonly sentence: string
  /** Title-like: "User authentication flow", "Move house from Berlin to Paris". */
  readonly title: string
  /** The verb that begins the goal, in its plain form. */
  readonly verb: string | null
  /** The thing itself, or null where the goal names none: "user authentication flow". */
  readonly subject: string | null
  /** What stands around it: " from Berlin to Paris", with a leading space, or nothing. */
  readonly tail: string
  /** What the person asked to be in it, each in their words: "Google login", "works offline". */
  readonly wishes: readonly string[]
  /** Further sentences that are wishes of their own. */
  readonly requirements: readonly string[]
  readonly deadline: Deadline | null
  /** How many milestones the person asked for. */
  readonly count: { readonly number: number; readonly isExact: boolean } | null
  readonly size: 'tiny' | 'small' | 'normal' | 'large'
  readonly isEnglish: boolean
  readonly wantsDates: boolean
}

/** Reads a goal. Anything is a goal here; whether it means something is asked elsewhere (`isMeaningless`). */
export function readGoal(message: string, today: CalendarDate): Goal {
  const text = withoutCode(message)
    .text.replace(/^[\s#>*_-]+/, '')
    .trim()
  const count = readCount(text)
  const isEnglish = looksEnglish(text)
  const deadline = readDeadline(text, today)
  let rest = count ? without(text, count.index, count.words.length) : text
  if (deadline && !deadline.isMonth) rest = without(rest, rest.indexOf(deadline.words), deadline.words.length)
  rest = rest.replace(/[,;]?\s*\b(?:with|including|and)\s(?:a\s)?(?:due dates?|dates|time ?line|schedule)\b(?:\s(?:please|for every task))?/i, '')
  const sentences = sentencesOf(withoutGreeting(rest))
  const at = isEnglish ? Math.max(0, firstGoalIn(sentences)) : 0
  const first = sentences[at] ?? ''
  const others = sentences.filter((other, index) => index > at || (index < at && /\b(?:must|should|shall|has to|have to|needs? to)\b/i.test(other)))
  const sentence = withoutLeadIn(first).replace(/[\s,;:.!?–—-]+$/, '')
  const named = isEnglish ? takeApart(sentence) : foreign(sentence)
  return {
    ...named,
    text: message.trim(),
    sentence,
    requirements: others.map((other) => other.trim().replace(/^please\s+/i, '')).filter(isRequirement),
    deadline,
    count: count && { number: count.number, isExact: count.isExact },
    size: sizeOf(text),
    isEnglish,
    wantsDates:
      /\b(?:with|set|add|including|give (?:me|it|them|every task))\s(?:a\s|the\s|all\s|due\s|start\s)*(?:dates?|schedule|time ?line)\b|\bschedule (?:it|everything|the tasks)\b/i.test(
        text,
      ),
  }
}

const countWords = '\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const countPattern = new RegExp(
  `[,;(]?\\s*\\b(?:(at most|max(?:imum)?(?: of)?|up to|no more than|not more than|fewer than|less than)|in|into|with|as|using|exactly|only|just)\\s(?:exactly |only |just )?(${countWords})\\s(?:high-level |big |main |major |clear )?(?:milestones?|phases?|tasks?|steps?|parts?|stages?|deliverables?|work ?packages?)\\b\\)?`,
  'i',
)

function readCount(text: string): { number: number; isExact: boolean; index: number; words: string } | null {
  const match = countPattern.exec(text.slice(0, 5000))
  const number = numberOf(match?.[2] ?? '')
  if (!match || number === null || number < 1) return null
  const isLess = /^(?:fewer|less) than$/i.test(match[1] ?? '')
  return { number: isLess ? Math.max(1, number - 1) : number, isExact: match[1] === undefined, index: match.index, words: match[0] }
}

const without = (text: string, index: number, length: number): string =>
  index < 0 ? text : `${text.slice(0, index).trimEnd()} ${text.slice(index + length).trimStart()}`.replace(/\s+([,.;!?])/g, '$1').trim()

/** Sentences and lines. A dot inside "3.5" or "e.g." ends none. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n+|(?<=[\p{L}\p{N})"”’][.!?])\s+(?=["“(]?[\p{Lu}\p{N}])|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** "Hi all, …", "Dear team,", "Hello Anna!": whom a text speaks to. */
export const withoutGreeting = (text: string): string =>
  text.replace(
    /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?:\s(?:all|everyone|everybody|folks|both|guys|team|there|together|again|colleagues|\p{Lu}\p{Ll}+(?:\s(?:and\s)?\p{Lu}\p{Ll}+)?)){0,2}\s*(?:[,!.:–—]+|\n)\s*(?=\S)/iu,
    '',
  )

/** Which sentence says what to do: one with a verb in front or "we want to …", or the first where it names a thing. */
export function firstGoalIn(sentences: readonly string[]): number {
  return sentences.findIndex((sentence, index) => isGoalSentence(sentence) || (index === 0 && isName(sentence)))
}

/** Whether a sentence says what to do: a verb in front, or "we want to …". */
export function isGoalSentence(sentence: string): boolean {
  const plain = withoutGreeting(sentence).trim()
  const rest = withoutLeadIn(plain)
  const [word = '', ...others] = rest.split(/\s+/)
  if (/^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[^.?]{0,30}[,!]?$/i.test(plain)) return false
  if (verbOf(word) !== null || unknownVerb(word, others.join(' ')) !== null) return !/^(?:\S+\s)?(?:is|are|was|were)\b/i.test(others.join(' '))
  return rest.length < plain.length && !/^(?:ok|okay|so|well|now|also|today|there)\b/i.test(plain)
}

/** Whether a sentence is the bare name of a thing, with nobody doing anything: "A shop for candles". */
const isName = (sentence: string): boolean =>
  wordsOf(sentence).length <= 14 &&
  !/^(?:we|i|you|they|he|she|it|this|that|these|those|there|thanks|thank|after|when|if|because|since|yesterday|everybody|everyone|nobody|people|hi|hello|dear)\b/i.test(
    sentence.trim(),
  ) &&
  !/\b(?:is|are|was|were|will|would|has|have|had|been|agreed|said|talked|discussed|met|went|came|thinks?|complain|wants?|seems?)\b/i.test(sentence)

const leadIns: readonly RegExp[] = [
  /^(?:hi|hello|hey|ok|okay|so|well|please|pls|kindly|now|also|today|good morning|dear \w+|there|planwright)(?:\s(?:there|planwright|team))?(?:[,!.:]+\s*|\s+)(?=\S)/i,
  /^(?:i|we|my team|our team)(?:'d| would|’d)?\s(?:really |just |also )?(?:like|want|need|have|plan|intend|wish|hope|got|love|must|should|aim|decided)\s(?:you\s|us\s)?to\s(?:be able to\s)?/i,
  /^(?:i|we|my team|our team)(?:'m|’m|'re|’re| am| are)\s(?:going to|planning to|planning on|planning|trying to|about to|looking to|supposed to|thinking of|thinking about|working on|in charge of|responsible for|organising|organizing)\s/i,
  /^(?:i|we)(?:'d| would|’d)?\s(?:want|need|like|have to have|require)\s(?=(?:an?|the|some|our|my|help)\s)/i,
  /^(?:i|we)\s(?:must|should|will|shall|can|have got to|gotta)\s/i,
  /^(?:can|could|would|will)\syou\s(?:please\s)?(?:help\s(?:me|us)\s(?:to\s|with\s)?)?/i,
  /^(?:please\s)?help\s(?:me|us)\s(?:to\s|with\s)?/i,
  /^help\s(?:to|with)\s/i,
  /^let(?:'s|’s| us)\s/i,
  /^(?:make|create|write|draft|give|show|prepare|build|generate|come up with|propose|draw up|do|need|set up|start|an?|the)\s(?:me\s|us\s)?(?:an?\s|the\s)?(?:(?:new|detailed|simple|good|rough|short|full|step-by-step|project|high-level)\s){0,3}(?:plan|roadmap|project|outline|breakdown|schedule|to-?do list|checklist|task list)\s(?:for|to|of|about|on how to|that will|where we)\s/i,
  /^(?:(?:new|next)\s)?(?:goal|aim|objective|task|project|idea|plan)(?:\sis)?(?:\sto|:)\s*/i,
  /^(?:our|my|the)\s(?:new\s|next\s)?(?:goal|aim|objective|task|project|idea|plan)\sis\s(?:to\s)?/i,
  /^how\s(?:do|can|should|would|could)\s(?:i|we|you|one)\s/i,
  /^what\s(?:do|would)\s(?:i|we)\sneed\s(?:to do\s)?(?:to|for)\s/i,
  /^(?:i have|we have|there is)\sto\s/i,
  /^to\s(?=\p{Ll})/iu,
  /^(?:here(?:'s|’s| is| are| comes)|this is|these are|below (?:is|are))\s(?:my|our|the|an?)\s(?:\p{L}+\s){0,2}?(?:plan|outline|list|notes|tasks|steps|roadmap|ideas?)\s(?:for|to|of|about|on)\s/iu,
]

/** "Hi, can you help me to build a shop" → "build a shop". */
export function withoutLeadIn(sentence: string): string {
  let rest = sentence.trim()
  for (let round = 0; round < 6; round += 1) {
    const before = rest
    for (const lead of leadIns) {
      const stripped = rest.replace(lead, '')
      if (stripped !== '') rest = stripped.trimStart()
    }
    if (rest === before) break
  }
  return rest.replace(/[,\s]+(?:please|pls|thanks|thank you)[.!]*$/i, '')
}

const tailMarker =
  /\s(for|from|with|to|in|at|on|into|onto|about|between|via|against|across|under|through|within|during|over|after|before|towards?)\s/i
const wishMarker =
  /[,;]?\s(with|including|incl\.|includes|that|which|who|where|so that|such that|supporting|featuring|plus|along with|together with|as well as|using|without|based on|powered by|written in)\s/i

type Named = Pick<Goal, 'title' | 'verb' | 'subject' | 'tail' | 'wishes'>

function takeApart(sentence: string): Named {
  const { verb, isWeak, object, spoken } = verbAndObject(sentence)
  const purpose = purposeClause(object)
  const { head, wishes } = purpose ? splitAfter(object, purpose.length) : splitWishes(object)
  const noun = head.replace(determiner, '')
  const marker = purpose ? null : tailMarker.exec(` ${noun}`)
  const core = (marker ? ` ${noun}`.slice(0, marker.index) : noun).trim()
  const tail = marker ? ` ${noun}`.slice(marker.index).trimEnd() : ''
  // "Add dark mode to the settings", "Prepare for the exam": without the verb the rest would not stand alone.
  const keepsVerb = verb !== null && (!isWeak || core === '' || /^(?:add|introduce|run|get|do|have)$/.test(verb))
  const what = `${head}${object.slice(head.length).match(/^,?\s(?:that|which|who)\s[^,;.]{3,60}$/)?.[0] ?? ''}`
  const name = keepsVerb ? `${spoken} ${what}` : what.replace(determiner, '') || spoken
  const subject = core === '' || (verb === 'get' && core.endsWith('ed')) ? null : shorten(core, 80)
  return { title: titleOf(name, core, keepsVerb ? spoken : ''), verb, subject, tail: tail.length > 120 ? '' : tail, wishes }
}

/**
 * "a model that predicts customer churn": what a thing does to something else says which thing it is, and is no wish.
 * What it is or how it works ("that works offline", "that can export") stays one. Null where there is none.
 */
function purposeClause(object: string): string | null {
  const match =
    /^((?:an?|the|some|our|my)\s)?(?:[\p{L}\p{N}-]+\s){1,3}(?:that|which)\s(\p{Ll}{3,}s)\s(?!well\b|fast\b|in\b|on\b|at\b|only\b|with\b|without\b)[^,;.]{3,}/iu.exec(
      object,
    )
  if (!match || qualities.has((match[2] ?? '').toLowerCase())) return null
  const clause = match[0]
  const start = clause.search(/\s(?:that|which)\s/i) + 5
  const end = clause.slice(start).search(/\s(?:with|including|plus|so that|using|without|based on|written in|and)\s/i)
  const whole = end < 0 ? clause : clause.slice(0, start + end)
  return whole.trim().length > 76 ? null : whole.trim()
}

const qualities = new Set(
  'works runs is has does was looks feels lets allows includes supports offers uses needs costs takes keeps stays fits lasts goes comes contains covers makes gives must always'.split(
    ' ',
  ),
)

/** The first part as the thing itself, and the wishes in what follows it. */
function splitAfter(object: string, length: number): { head: string; wishes: readonly string[] } {
  const rest = object.slice(length)
  const { head, wishes } = splitWishes(`it${rest}`)
  const beside = head.replace(/^it[\s,]*(?:and\s)?/, '').trim()
  return { head: object.slice(0, length), wishes: beside === '' ? wishes : [beside, ...wishes] }
}

const determiner =
  /^(?:(?:an?|the|(?:our|my|your|their)(?!\s\S+['’]s\s)|this|that|some|another|one)\s+)?(?:(?:brand[- ]new|new|complete|whole|nice|good|great)\s+(?=\S))?/i

function verbAndObject(sentence: string): { verb: string | null; isWeak: boolean; object: string; spoken: string } {
  const double = /^([\p{L}-]+)(?:,\s|\sand\s|\s?&\s|\sor\s)(?:then\s)?([\p{L}-]+)(?:,?\sand\s([\p{L}-]+))?\s+(.+)$/su.exec(sentence)
  const first = /^([\p{L}-]+)(?:\s(up|out|down|over|off|together))?(?:\s+(.*))?$/su.exec(sentence)
  if (double) {
    const verbs = [double[1], double[2], double[3]].filter((word) => word !== undefined).map(verbOf)
    if (verbs.every((verb) => verb !== null)) {
      const lead = verbs.find((verb) => !verb.isWeak) ?? verbs[0]
      const object = double[4] ?? ''
      return { verb: lead?.verb ?? null, isWeak: lead?.isWeak ?? true, object, spoken: sentence.slice(0, sentence.length - object.length).trim() }
    }
  }
  const verb = verbOf(first?.[1] ?? '') ?? unknownVerb(first?.[1] ?? '', first?.[3] ?? '')
  // "Plan" and "design" begin noun phrases too: "Design system for the shop".
  if (!verb || (first?.[3] === undefined && first?.[2] === undefined)) return { verb: null, isWeak: true, object: sentence, spoken: '' }
  if (
    /^(?:review|audit|test|research|design|update|release|market|study|order|record|support|export|import|book|film|backup|prototype|change|report|program|sync|profile|present|cut|back|open|close|raise|clean|speed|set)$/i.test(
      first?.[1] ?? '',
    ) &&
    nounFollows(first?.[3] ?? '')
  )
    return { verb: null, isWeak: true, object: sentence, spoken: '' }
  const particle = first?.[2] === undefined ? '' : ` ${first[2]}`
  return { verb: verb.verb, isWeak: verb.isWeak, object: (first?.[3] ?? '').trim(), spoken: capitalise(verb.verb) + particle }
}

/** A word before "my …", "the …" or a number is a verb, known or not: "Reorganise my stamps". */
const unknownVerb = (word: string, rest: string): { verb: string; isWeak: boolean } | null =>
  /^\p{L}{3,}$/u.test(word) &&
  !/^(?:for|from|with|all|about|into|onto|and|but|the|our|not|more|most|some|what|when|where|why|how|who|after|before|during|over|under|both|half|only|just|even|like|near|than|then|this|that|these|those|every|each)$/i.test(
    word,
  ) &&
  /^(?:an?|the|my|our|your|their|all|some|this|these|every|everything|myself|ourselves)\s/i.test(`${rest} `)
    ? { verb: word.toLowerCase(), isWeak: false }
    : null

const nounFollows = (rest: string): boolean =>
  /^(?:system|plan|process|tool|app|page|pipeline|platform|programme|program|study|project|report|campaign|club|shop|store|market|day|event|suite|environment|management|agency|workflow|tracker|service|paper)\b/i.test(
    rest,
  )

/** People who come along are no feature: "a trip with the kids". Masked by letters that no marker has. */
const company =
  /\swith\s(?:(?:my|our|the|two|three|four|small|young|\d+)\s)*(?:kids|children|family|friends|wife|husband|partner|girlfriend|boyfriend|parents|mother|father|team|dogs?|cats?|baby|toddlers?|colleagues|students|guests)\b/gi

/** Cuts off what was asked to be in it: "shop with search and 2FA that works offline" → "shop" and three wishes. */
function splitWishes(object: string): { head: string; wishes: readonly string[] } {
  const wishes: string[] = []
  let head = object
  let marker = wishMarker.exec(` ${object}`.replace(company, (words) => words.replace('with', 'w\u0131th')))
  if (!marker) return { head, wishes }
  head = object.slice(0, Math.max(0, marker.index - 1)).trim()
  let rest = ` ${object}`.slice(marker.index)
  while (marker) {
    const word = (marker[1] ?? '').toLowerCase()
    rest = rest.slice(marker[0].length)
    const next: RegExpExecArray | null = wishMarker.exec(rest)
    const part = (next ? rest.slice(0, next.index) : rest).trim().replace(/^[,;]|[,;.]$/g, '')
    wishes.push(...wishesOf(word, part))
    rest = next ? rest.slice(next.index) : ''
    marker = next ? wishMarker.exec(rest) : null
  }
  return head === '' ? { head: object, wishes: [] } : { head, wishes }
}

function wishesOf(word: string, part: string): readonly string[] {
  if (part === '') return []
  if (['that', 'which', 'who', 'where', 'so that', 'such that'].includes(word)) return [part]
  const listed = part
    .split(/\s*[,;]\s+(?:and\s+|or\s+)?|\s+and\s+|\s+plus\s+|\s+as well as\s+/i)
    .map((item) => item.trim())
    .filter((item) => item !== '')
  const items = listed.every((item) => item.split(' ').length <= 7) ? listed : [part]
  return ['with', 'including', 'incl.', 'includes', 'supporting', 'featuring', 'plus', 'along with', 'together with', 'as well as'].includes(word)
    ? items.map((item) => item.replace(/^(?:an?|the|some)\s+/i, ''))
    : [`${word} ${part}`]
}

const longestTitle = 70

function titleOf(name: string, core: string, verb: string): string {
  const whole = name.trim()
  const short = whole.length <= longestTitle ? whole : `${verb} ${core}`.trim()
  return capitalise(shorten(short === '' ? whole : short, longestTitle))
}

const foreignLeads =
  /^(?:(?:ich|wir)\s(?:möchte|möchten|will|wollen|muss|müssen|brauche|brauchen)\s|(?:je|j'|nous)\s?(?:veux|voulons|voudrais|aimerais|dois|devons)\s|(?:quiero|queremos|necesito|necesitamos|voglio|vogliamo|quero|queremos|preciso)\s|bitte\s|por favor\s|s'il (?:te|vous) plaît\s)+/i
const foreignVerbs =
  /^(?:baue?n?|erstelle?n?|entwickle|entwickeln|plane?n?|organisiere?n?|mache?n?|bereite|schreibe?n?|créer|crée[rz]?|construire|développer|développez|organiser|organisez|planifier|préparer|faire|écrire|crear|crea|construir|desarrollar|organizar|organiza|planificar|planear|preparar|hacer|escribir|criar|desenvolver|planejar|costruire|creare|sviluppare|organizzare|pianificare|preparare|bouw|maak|ontwikkel|organiseer|bygg|skapa|planera)\s+/i
const foreignArticles =
  /^(?:eine[nmrs]?|ein|der|die|das|den|unsere?n?|meine?n?|une?|le|la|les|l'|des|notre|mon|ma|un|una|el|los|las|nuestr[oa]|mi|um|uma|o|a|os|as|uno|il|lo|gli|een|de|het|en|ett)\s+/i

/** A goal in another language keeps its own words: the thing without its verb where we know it, else the sentence. */
function foreign(sentence: string): Named {
  const wish = sentence.replace(foreignLeads, '').replace(/^(?:ich|wir|je|nous|yo|nosotros|io|noi|eu|nós)\s+(?=\p{L})/iu, '')
  const stripped = wish.replace(foreignVerbs, '')
  const noun =
    stripped === wish
      ? wish
      : stripped
          .replace(/^neue[nrsm]?\s+/i, '')
          .replace(foreignArticles, '')
          .replace(/^neue[nrsm]?\s+/i, '')
  const subject = shorten(noun === '' ? sentence : noun, 80)
  return { title: capitalise(shorten(subject, longestTitle)), verb: null, subject, tail: '', wishes: [] }
}

const englishWords = new Set(
  'a an the and of for to in with on our my new by from at that is it we i build create make plan move write develop design launch fix add migrate hire organize organise this'.split(
    ' ',
  ),
)
const foreignWords = new Set(
  `der die das und für eine ein einen mit von zu im den ist wir ich unsere neue nach auf le la les des pour avec une du et dans sur nous je el los las para con una del y en por que um uma com os il gli di che per della een het voor met och ett för med nasz dla oraz и для на по с`.split(
    /\s+/,
  ),
)

/** Whether a text reads as English. Short texts in plain letters are taken for English. */
export function looksEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  if (letters.length > 0 && latin / letters.length < 0.6) return false
  const words = wordsOf(text.slice(0, 2000))
  let balance = 0
  for (const word of words)
    balance +=
      (englishWords.has(word) ? 1 : 0) - (foreignWords.has(word) && !englishWords.has(word) ? 1 : 0) - (/[äöüßéèêçñãõåøłżą]/.test(word) ? 0.6 : 0)
  return balance > -0.5 && !(foreignVerbs.test(text) && balance <= 0)
}

const tiny =
  /\b(?:typos?|spelling|one[- ]?liner?|one[- ]line|broken link|dead link|wording|misspell\w*|tiny|trivial|rename (?:a|the|one) (?:variable|function|file|button|label|column)|bump (?:the )?version|change (?:a|the) (?:colou?r|label|text|title|icon|word))\b/i

/** "Small" says how much work it is only of what is made or held: a small bakery takes as long to open as any. */
const smallThing =
  /\b(?:small|little)\s(?:[\p{L}-]+\s){0,2}(?:apps?|tool|script|program|bot|plug-?in|widget|library|cli|api|service|website|site|page|blog|landing page|features?|change|fix|update|improvement|refactoring|project|prototype|game|model|report|article|guide|video|event|party|wedding|gathering|meetup|workshop|celebration|dinner|trip|task|job|thing|list|form|dashboard|database|survey|study)\b/iu

function sizeOf(text: string): Goal['size'] {
  if (tiny.test(text)) return 'tiny'
  if (/\b(?:simple|quick|basic|minimal|mvp|proof of concept|poc|weekend|hackathon|minor)\b/i.test(text) || smallThing.test(text)) return 'small'
  return /\b(?:large|huge|enterprise|company[- ]wide|global|complex|large-scale|nationwide|world-?wide|full-blown)\b/i.test(text) ? 'large' : 'normal'
}

/** Statements about the state of things ask for nothing; pleasantries neither. */
function isRequirement(sentence: string): boolean {
  if (wordsOf(sentence).length < 2) return false
  if (/^(?:thanks|thank you|cheers|best|regards|let me know|what do you think|how would you|go ahead|keep it (?:short|simple))\b/i.test(sentence))
    return false
  return !/^(?:we are|we're|i am|i'm|we have|i have|there (?:are|is)|our team|my team|currently|today|right now|at the moment|the team|it's just|budget)\b/i.test(
    sentence,
  )
}

const hollow = new Set(
  `hi hello hey yo ok okay test testing foo bar baz help plan planning project thing things something anything nothing stuff it this that asdf please thanks thank you yes no maybe
what why how when who go start begin new make do create build app-less a an the my our me i we to for of and lorem ipsum hallo bonjour hola ciao hmm um uh sup whatever idea ideas goal todo blah bla qwerty task tasks`.split(
    /\s+/,
  ),
)

/** Whether a message names nothing that one could plan: greetings, mashed keys, bare verbs, marks. */
export function isMeaningless(message: string): boolean {
  const words = wordsOf(message.slice(0, 2000))
  const telling = words.filter((word) => !hollow.has(word) && !(verbOf(word)?.isWeak ?? false))
  if (telling.length === 0) return true
  return telling.length <= 3 && telling.every(isMashed)
}

function isMashed(word: string): boolean {
  if (/\d/.test(word)) return !/\p{L}/u.test(word)
  if (/[^\p{Script=Latin}\p{N}]/u.test(word)) return false
  if (/asdf|sdfg|dfgh|fghj|ghjk|hjkl|^qwer|zxcv|xcvb|cvbn|^jkl|^uiop|^lkj/.test(word)) return true
  if (word.length >= 3 && !/[aeiouyäöüéèáíóú]/i.test(word)) return !knownAcronym.test(word)
  return /(.)\1{3,}/.test(word) || /[bcdfghjklmnpqrstvwxz]{6,}/.test(word)
}

const knownAcronym =
  /^(?:crm|cms|rss|sql|css|html|http|https|ssl|tls|sdk|dns|dhl|php|vps|vpn|xml|pdf|tv|pr|hr|rpg|cnc|gdpr|nft|mvp|cfp|mrr|prd|rfc|rfp|cv|svg|npm|ssh|gps|ldap|sms|mcp|llm|nlp|etl|jwt)s?$/i
