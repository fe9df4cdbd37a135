import type { ExchangeFormat } from '../api/wire.ts'

const endings: Readonly<Record<string, ExchangeFormat>> = {
  md: 'markdown',
  markdown: 'markdown',
  txt: 'markdown',
  json: 'json',
  csv: 'csv',
  tsv: 'csv',
}

/** The format of a file by its name, else by how it begins; undefined where neither tells. */
export function formatOf(name: string, content: string): ExchangeFormat | undefined {
  const byName = endings[name.split('.').at(-1)?.toLowerCase() ?? '']
  if (byName) return byName
  const start = content.trimStart()
  if (/^[[{]/.test(start) && !/^\[[ x]\]/i.test(start)) return 'json'
  if (/^(#|[-*+] |\d+[.)] |\[[ x]\])/i.test(start)) return 'markdown'
  const [first = ''] = start.split('\n')
  return first.split(/[,;\t]/).length > 2 && /title|task|name|summary/i.test(first) ? 'csv' : undefined
}
