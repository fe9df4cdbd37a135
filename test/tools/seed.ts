/** The seed of this run: the one that a variable names, to repeat a run, or one by chance. */
export const seedOf = (variable: string): number => Number(process.env[variable] ?? Math.floor(Math.random() * 2 ** 31))
