/** The rooms of the house and what each may import: the table of docs/architecture as data. The first match wins. */
export interface Room {
  readonly name: string
  /** Path from the top, a folder (with a slash at its end) or a file. */
  readonly at: string
  /** Rooms it may import beside itself. `types` of a room may be named but not run. */
  readonly rooms: readonly string[]
  readonly types?: readonly string[]
  /** Packages from npm; a name ending in `/` stands for a whole scope. */
  readonly packages: readonly string[]
  /** Modules of Node: all, or the named ones. */
  readonly node: 'all' | readonly string[]
  readonly because?: string
}

const everywhere = ['core', 'contract', 'ports', 'agents', 'orchestration', 'api', 'adapters', 'config', 'app', 'cli'] as const

export const rooms: readonly Room[] = [
  { name: 'core', at: 'server/core/', rooms: [], packages: ['fractional-indexing'], node: [] },
  { name: 'contract', at: 'server/contract/', rooms: ['core'], packages: ['zod'], node: [] },
  { name: 'ports', at: 'server/ports/', rooms: ['core'], types: ['contract'], packages: [], node: [] },
  {
    name: 'agents',
    at: 'server/agents/',
    rooms: ['core', 'contract', 'ports'],
    types: ['config'],
    packages: ['chrono-node', '@streamparser/json', 'zod'],
    node: [],
    because: 'dates in words, JSON that is still arriving, and what a model answers are read by libraries, which are pure',
  },
  {
    name: 'orchestration',
    at: 'server/orchestration/',
    rooms: ['core', 'contract', 'ports', 'agents'],
    types: ['config'],
    packages: ['lru-cache'],
    node: [],
    because: 'plans are held in memory between requests, and a bounded cache is not ours to write',
  },
  {
    name: 'api',
    at: 'server/api/',
    rooms: ['contract', 'orchestration', 'core', 'ports'],
    packages: ['hono', '@hono/'],
    node: ['crypto', 'fs/promises', 'module', 'path'],
    because: 'it renders plans, which are values of the core; turns the typed errors of the ports into problems; serves the page from files',
  },
  {
    name: 'adapters',
    at: 'server/adapters/storage/typeorm/',
    rooms: ['core', 'ports'],
    types: ['contract'],
    packages: ['typeorm', 'better-sqlite3', 'pg'],
    node: 'all',
  },
  { name: 'adapters', at: 'server/adapters/storage/memory/', rooms: ['core', 'ports'], types: ['contract'], packages: [], node: [] },
  {
    name: 'adapters',
    at: 'server/adapters/storage/',
    rooms: ['core', 'ports'],
    types: ['contract'],
    packages: [],
    node: 'all',
    because: 'what every store needs (cursors, the queue, folding a search) is written once, above them',
  },
  {
    name: 'adapters',
    at: 'server/adapters/formats/',
    rooms: ['core', 'contract', 'ports'],
    packages: ['papaparse', 'zod'],
    node: [],
    because: 'files from outside are parsed with the schemas of the contract, as a request is; CSV has a library',
  },
  { name: 'adapters', at: 'server/adapters/feed/', rooms: ['core', 'ports'], types: ['contract'], packages: ['pg'], node: 'all' },
  {
    name: 'adapters',
    at: 'server/adapters/models/',
    rooms: ['core', 'ports'],
    types: ['contract', 'config'],
    packages: ['openai', '@anthropic-ai/sdk', '@google/genai', '@pydantic/genai-prices'],
    node: 'all',
  },
  { name: 'adapters', at: 'server/adapters/', rooms: ['core', 'ports'], types: ['contract'], packages: ['pino'], node: 'all' },
  {
    name: 'config',
    at: 'server/config/',
    rooms: ['contract', 'core', 'ports'],
    packages: ['yaml', 'zod'],
    node: 'all',
    because: 'a wrong setting is a Result of the core, as every expected failure is; the ports name the kinds of turn that models are listed for',
  },
  {
    name: 'app',
    at: 'server/app.ts',
    rooms: ['api', 'orchestration', 'agents', 'ports', 'config'],
    types: ['core', 'contract'],
    packages: ['hono', '@hono/'],
    node: [],
  },
  {
    name: 'main',
    at: 'server/listen.ts',
    rooms: [],
    types: ['api'],
    packages: ['hono', '@hono/'],
    node: 'all',
    because: 'opening a port is the part of main that can be tested alone',
  },
  {
    name: 'main',
    at: 'server/open-store.ts',
    rooms: ['adapters', 'ports'],
    types: ['config'],
    packages: [],
    node: [],
    because: 'the part of main that the command line needs without a server',
  },
  { name: 'main', at: 'server/open-agent.ts', rooms: everywhere, packages: [], node: 'all', because: 'loaded when it is first needed' },
  { name: 'main', at: 'server/compose.ts', rooms: everywhere, packages: [], node: 'all', because: 'main without a port, for the command line' },
  { name: 'main', at: 'server/main.ts', rooms: everywhere, packages: ['hono', '@hono/'], node: 'all' },
  { name: 'cli', at: 'server/cli/local.ts', rooms: [...everywhere, 'main'], packages: ['hono', '@hono/'], node: 'all' },
  {
    name: 'cli',
    at: 'server/cli/database/',
    rooms: ['core', 'ports', 'adapters', 'config', 'main'],
    packages: [],
    node: 'all',
    because: 'what is done to a database itself, without the product over it',
  },
  {
    name: 'cli',
    at: 'server/cli/',
    rooms: ['core', 'contract', 'config'],
    packages: ['commander', '@modelcontextprotocol/sdk', 'zod'],
    node: 'all',
    because: 'it reads the same environment and finds the same home as the server',
  },
  {
    name: 'frontend',
    at: 'frontend/',
    rooms: ['core'],
    types: ['contract'],
    packages: ['lit', '@lit/', '@atlaskit/', '@tanstack/virtual-core', 'diff', 'marked', 'dompurify', 'lucide'],
    node: [],
  },
]

/** The room that a path lies in; undefined for what lies in none. */
export const roomOf = (path: string): Room | undefined => rooms.find(({ at }) => (at.endsWith('/') ? path.startsWith(at) : path === at))
