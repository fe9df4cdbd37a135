export type Part = 'server' | 'frontend'
export function stale(among?: Part[]): { part: Part; reason: string }[]
export function build(part: Part): Promise<boolean>
