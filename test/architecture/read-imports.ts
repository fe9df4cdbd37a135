export interface ImportStatement {
  readonly specifier: string
  /** Counted from 1. */
  readonly line: number
  /** Nothing of it is left when the program runs. */
  readonly typesOnly: boolean
}

const names = String.raw`(?:\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?)`
const fromStatement = new RegExp(
  String.raw`^(?:import|export)\s+(?<type>type\s+(?!from\b))?(?<names>${names})\s*from\s*['"](?<specifier>[^'"]+)['"]`,
  'gm',
)
const bareStatement = /^import\s*['"](?<specifier>[^'"]+)['"]/gm
const dynamicImport = /^(?!\s*(?:\*|\/\/)).*?\bimport\(\s*['"](?<specifier>[^'"]+)['"]/gm

/** Every import of a TypeScript source: statements, re-exports, side effects and `import(…)`. */
export function readImports(source: string): readonly ImportStatement[] {
  return [fromStatement, bareStatement, dynamicImport]
    .flatMap((pattern) => [...source.matchAll(pattern)])
    .map((match) => ({
      specifier: match.groups?.['specifier'] ?? '',
      line: source.slice(0, match.index).split('\n').length,
      typesOnly: match.groups?.['type'] !== undefined || namesTypesOnly(match.groups?.['names']),
    }))
    .sort((a, b) => a.line - b.line)
}

/** `{ type A, type B }`: with `verbatimModuleSyntax` the module is still loaded, but no value of it is used. */
function namesTypesOnly(list: string | undefined): boolean {
  const members = /^\{(?<inner>[^}]*)\}$/
    .exec(list ?? '')
    ?.groups?.['inner']?.split(',')
    .map((member) => member.trim())
    .filter(Boolean)
  return members !== undefined && members.length > 0 && members.every((member) => member.startsWith('type '))
}
