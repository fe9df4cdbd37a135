import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TemplateFile } from './templates.ts'

/** The YAML files of a directory, by name, as `loadTemplates` takes them. */
export function readTemplateFiles(directory: string): readonly TemplateFile[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(directory, name), 'utf8') }))
}
