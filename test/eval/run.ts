import { evaluate } from './evaluate.ts'
import { readOptions, usage } from './options.ts'
import { rendered } from './render.ts'

/** `npm run eval`: how well a model does on goals and edits of many kinds. docs/evaluation.md tells how to use it. */
const args = process.argv.slice(2)
if (args.includes('--help') || args.includes('-h')) {
  console.log(usage)
} else {
  const options = readOptions(args)
  const ran = options.ok
    ? await evaluate(options.value, { variables: process.env, now: () => new Date(), progress: (line) => console.error(line) })
    : options
  if (!ran.ok) {
    console.error(ran.error)
    if (!options.ok) console.error(`\n${usage}`)
    process.exitCode = 2
  } else {
    const { report, earlier, isCutShort } = ran.value
    // The figures; the rest is in the file.
    console.log(rendered(report, earlier).split('\n## Every case')[0])
    if (options.ok) console.log(`\nThe whole report is in ${options.value.out}.md and ${options.value.out}.json.`)
    if (isCutShort) {
      console.error('The run has reached --max-cost: what is not run can be gone on with by --resume and a higher limit.')
      process.exitCode = 1
    }
  }
}
