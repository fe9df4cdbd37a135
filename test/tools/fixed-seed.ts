import fc from 'fast-check'

// `npm test` tries the same cases every time, so that a run can be repeated and a change is what makes it fail. New cases
// are looked for by `npm run laws` and `npm run test:long`, or with FC_SEED=random; FC_SEED=<number> repeats a run.
const asked = process.env['FC_SEED']
const isSearch = asked === 'random' || process.env['LAWS_RUNS'] !== undefined

if (!isSearch) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked ?? 20_261_120) })
