/**
 * Micro-dollars as a person reads them: at least two decimals, and as many as are needed to see something of a small sum.
 */
export function moneyText(micros: number): string {
  const dollars = micros / 1_000_000
  const size = Math.abs(dollars)
  const digits = size === 0 || size >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(size)))
  return `$${dollars.toFixed(digits)}`
}
