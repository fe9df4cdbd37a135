/**
 * Divides minutes by weights into whole parts that add up exactly: hours, half hours or quarters where there are
 * enough of them, else five minutes, else one. No part is empty while there are minutes for all.
 */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const count = weights.length
  if (count === 0) return []
  const unit = [60, 30, 15, 5, 1].find((size) => total >= size * count * (size > 15 ? 6 : 1)) ?? 1
  const units = Math.floor(total / unit)
  const least = units >= count ? 1 : 0
  const sum = weights.reduce((all, weight) => all + weight, 0) || 1
  const exact = weights.map((weight) => ((units - least * count) * weight) / sum)
  const parts = exact.map((value) => Math.floor(value) + least)
  let left = units - parts.reduce((all, part) => all + part, 0)
  const order = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest || a.index - b.index)
  for (const { index } of order) {
    if (left <= 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  const minutes = parts.map((part) => part * unit)
  const largest = weights.reduce((best, weight, index) => (weight > (weights[best] ?? 0) ? index : best), 0)
  minutes[largest] = (minutes[largest] ?? 0) + total - minutes.reduce((all, part) => all + part, 0)
  return minutes
}
