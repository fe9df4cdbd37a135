/** One moment for all. */
export const now = (): string => '2026-11-20T10:30:00.000Z'
