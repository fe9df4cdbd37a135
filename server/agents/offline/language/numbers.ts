const ones =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const places =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const tens: Readonly<Record<string, number>> = { thirty: 30, forty: 40, fifty: 50, sixty: 60, ninety: 90 }

/** "3", "three", "a", "an", "a couple" is left to the caller. Undefined where the word is no number. */
export function cardinal(word: string): number | undefined {
  if (/^\d{1,6}$/.test(word)) return Number(word)
  const index = ones.indexOf(word)
  if (index >= 0) return index
  return Object.hasOwn(tens, word) ? tens[word] : undefined
}

/** "first", "2nd", "third": counted from 1. */
export function ordinal(word: string): number | undefined {
  const figure = /^(\d{1,5})(?:st|nd|rd|th)$/.exec(word)
  if (figure) return Number(figure[1])
  const index = places.indexOf(word)
  return index > 0 ? index : undefined
}

/** "1.5", "2,5" is not one: a comma separates list members. */
export function decimal(word: string): number | undefined {
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(word) ? Number(word) : cardinal(word)
}
