import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../../server/config/version.ts'

const source = z.union([z.string(), z.array(z.string())])
const metadata = z.record(z.string(), z.unknown())
const id = z.string().regex(/^[\w-]{1,64}$/)

/** Notebooks as nbformat 4.5 has them, of the kernel that ours are for, with their outputs stripped. */
export const notebookSchema = z.strictObject({
  cells: z.array(
    z.discriminatedUnion('cell_type', [
      z.strictObject({ cell_type: z.literal('markdown'), id, metadata, source }),
      z.strictObject({ cell_type: z.literal('code'), id, metadata, source, execution_count: z.null(), outputs: z.tuple([]) }),
    ]),
  ),
  metadata: z.looseObject({ kernelspec: z.looseObject({ name: z.literal('deno'), language: z.literal('typescript') }) }),
  nbformat: z.literal(4),
  nbformat_minor: z.literal(5),
})
export type Notebook = z.output<typeof notebookSchema>

export const readNotebook = (name: string): unknown => JSON.parse(readFileSync(join(projectRoot, 'notebooks', name), 'utf8'))

const textOf = (lines: z.output<typeof source>): string => (Array.isArray(lines) ? lines.join('') : lines)

/** What its cells say, one after the other. */
export const codeOf = ({ cells }: Notebook): readonly string[] => cells.flatMap((cell) => (cell.cell_type === 'code' ? [textOf(cell.source)] : []))

/** Writes the code cells as one module, each under its number, and gives its path. Imports of helpers find them from there. */
export function writeModule(name: string, notebook: Notebook): string {
  const folder = join(projectRoot, 'test', 'output', 'notebooks')
  mkdirSync(folder, { recursive: true })
  const code = codeOf(notebook).map((text, at) => `// cell ${at + 1}\n${text.replaceAll("'./lib/", "'../../../notebooks/lib/")}\n`)
  const path = join(folder, name.replace(/\.ipynb$/, '.mts'))
  writeFileSync(path, code.join('\n'))
  return path
}
