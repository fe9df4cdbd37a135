import { latencyRow } from './latency.ts'
import { memoryRows } from './memory.ts'
import type { Row } from './measure.ts'
import { pageRows } from './page.ts'
import { offlineTurnRow, readRow } from './reads.ts'
import { promptTimeRows, tokensRepeatedRow, tokensRows } from './tokens.ts'
import { scheduleRow, viewRows } from './views.ts'
import { acceptRow, oneOperationRow } from './writes.ts'

/** `npm run bench`: each bar beside its figure. Ratios within one run, since machines differ and are shared. */
const benches: readonly (() => Promise<Row | readonly Row[]>)[] = [
  acceptRow,
  oneOperationRow,
  readRow,
  offlineTurnRow,
  latencyRow,
  tokensRows,
  tokensRepeatedRow,
  promptTimeRows,
  memoryRows,
  scheduleRow,
  viewRows,
  pageRows,
]

const only = process.argv[2]
for (const bench of benches) {
  if (only !== undefined && !bench.name.toLowerCase().includes(only.toLowerCase())) continue
  const found = await bench()
  for (const row of Array.isArray(found) ? (found as readonly Row[]) : [found as Row]) {
    console.log(`${row.met ? 'met   ' : 'MISSED'}  ${row.what}: ${row.figure} (bar: ${row.bar}; ${row.detail})`)
  }
}
