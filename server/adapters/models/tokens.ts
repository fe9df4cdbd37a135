/** A count as a server gave it; 0 where it gave none, or something that is no count. */
export const tokens = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0)
