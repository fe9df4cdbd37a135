import { fail, ok, type Result } from '../../core/result.ts'

/**
 * The one JSON object in a text: the text itself, or what stands in a code fence or between words. Where there are
 * several, the one that looks like an answer. Nothing is mended. The failure is told to the model.
 */
export function outermostObject(text: string): Result<unknown, string> {
  const plain = text.replace(/^\ufeff/, '').trim()
  if (plain === '') return fail('is empty.')
  const whole = parsed(plain)
  // Some models put the whole object into a text: then that text is the answer.
  if (whole) return ok((typeof whole.value === 'string' ? parsed(whole.value)?.value : undefined) ?? whole.value)
  const objects = spans(plain).flatMap((span) => parsed(span) ?? [])
  if (objects.length === 0) return fail(plain.includes('{') ? 'is no valid JSON, or was not finished.' : 'holds no JSON object, only words.')
  const answers = objects.filter(({ value }) => looksLikeAnswer(value))
  const [first, ...others] = answers.length > 0 ? answers : objects
  if (first === undefined || others.some(({ text: other }) => other !== first.text)) return fail('holds several JSON objects; send one.')
  return ok(first.value)
}

interface Parsed {
  readonly text: string
  readonly value: unknown
}

function parsed(text: string): Parsed | undefined {
  try {
    return { text, value: JSON.parse(text) as unknown }
  } catch {
    // The one error that `JSON.parse` throws: the text is no JSON.
    return undefined
  }
}

const looksLikeAnswer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (Object.hasOwn(value, 'operations') || Object.hasOwn(value, 'reply'))

const mostObjects = 20

/** The outermost pairs of braces of a text, in order. Braces in JSON strings do not count; strings count within braces only. */
function spans(text: string): readonly string[] {
  const found: string[] = []
  let depth = 0
  let start = 0
  let inText = false
  for (let at = 0; at < text.length && found.length < mostObjects; at += 1) {
    const character = text[at]
    if (inText) {
      if (character === '\\') at += 1
      else if (character === '"') inText = false
    } else if (character === '"' && depth > 0) inText = true
    else if (character === '{') {
      if (depth === 0) start = at
      depth += 1
    } else if (character === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) found.push(text.slice(start, at + 1))
    }
  }
  return found
}
