/** Verbs that only say "make it happen": the thing is what follows them. */
const weak = new Set(
  `build create make develop implement add plan organise organize prepare set start do design code program produce deliver ship establish craft
construct introduce write get have run hold host throw arrange put setup define generate need want coordinate manage`.split(/\s+/),
)

/** Verbs that belong to the name of the project: "Migrate the database", "Hire a designer". */
const strong = new Set(
  `migrate move hire recruit launch redesign relaunch rebuild refactor rewrite fix repair debug resolve learn study audit review test train research
investigate analyse analyze upgrade update replace onboard automate document publish release deploy port integrate improve optimise optimize
reduce increase cut grow scale renovate refurbish paint clean sell buy book rent find choose select evaluate compare teach translate record film
edit raise fundraise apply open close convert consolidate remove delete rename bump change switch transition transform modernise modernize
monitor measure validate verify secure harden celebrate visit travel prototype assemble install configure provision roll promote market
run-through rehearse collect gather survey interview present pitch negotiate sign call email mail send pay order cancel renew register schedule
tweak adjust correct prove explore enable support extend simplify merge split import export sync back backup restore recover benchmark profile speed`.split(
    /\s+/,
  ),
)

const irregular: Readonly<Record<string, string>> = {
  running: 'run',
  setting: 'set',
  planning: 'plan',
  getting: 'get',
  putting: 'put',
  cutting: 'cut',
  shipping: 'ship',
  swapping: 'swap',
  programming: 'program',
  filming: 'film',
  splitting: 'split',
  beginning: 'begin',
  making: 'make',
  writing: 'write',
  moving: 'move',
  creating: 'create',
  organising: 'organise',
  organizing: 'organize',
  preparing: 'prepare',
  hiring: 'hire',
  launching: 'launch',
  migrating: 'migrate',
  introducing: 'introduce',
  having: 'have',
  producing: 'produce',
  arranging: 'arrange',
  renovating: 'renovate',
  automating: 'automate',
  updating: 'update',
  upgrading: 'upgrade',
  replacing: 'replace',
  releasing: 'release',
  improving: 'improve',
  reducing: 'reduce',
  rewriting: 'rewrite',
  coding: 'code',
  hosting: 'host',
  fundraising: 'fundraise',
  buying: 'buy',
}

/** The plain form of a word if it is a verb that begins goals ("Building" → "build"), with what kind it is. */
export function verbOf(word: string): { readonly verb: string; readonly isWeak: boolean } | null {
  const lower = word.toLowerCase()
  const plain =
    irregular[lower] ?? (lower.endsWith('ing') && (weak.has(lower.slice(0, -3)) || strong.has(lower.slice(0, -3))) ? lower.slice(0, -3) : lower)
  if (weak.has(plain)) return { verb: plain, isWeak: true }
  return strong.has(plain) ? { verb: plain, isWeak: false } : null
}
