import { version } from '../config/version.ts'
import { terminalIo } from './io.ts'
import { run } from './program.ts'

// Not `process.exit`: what was printed into a pipe may still be on its way.
process.exitCode = await run(terminalIo(), version, process.argv.slice(2))
