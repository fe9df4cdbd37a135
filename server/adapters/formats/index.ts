import { planToMarkdown } from '../../core/plan/outline.ts'
import type { Formats } from '../../ports/formats.ts'
import type { StoredPlan } from '../../ports/storage.ts'
import { readCsv } from './csv-read.ts'
import { writeCsv } from './csv-write.ts'
import { readJson } from './json-read.ts'
import { writeJson } from './json-write.ts'

/** Plans as files, read and written in memory. `version` is Planwright's own, which a JSON file names. */
export function planFormats({ version }: { readonly version: string }): Formats {
  const kinds: Record<Parameters<Formats['write']>[0], Kind> = {
    markdown: { mediaType: 'text/markdown; charset=utf-8', ending: 'md', write: ({ plan }) => planToMarkdown(plan) },
    json: { mediaType: 'application/json; charset=utf-8', ending: 'json', write: (stored) => writeJson(stored, version) },
    csv: { mediaType: 'text/csv; charset=utf-8', ending: 'csv', write: ({ plan }) => writeCsv(plan) },
  }
  return {
    read: (format, content) => (format === 'json' ? readJson(content) : readCsv(content)),
    write(format, stored) {
      const { mediaType, ending, write } = kinds[format]
      return { body: write(stored), mediaType, fileName: `${fileName(stored.plan.project.title)}.${ending}` }
    },
  }
}

interface Kind {
  readonly mediaType: string
  readonly ending: string
  readonly write: (stored: StoredPlan) => string
}

/** A name that every file system and every header takes. */
function fileName(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}+/gu, '')
  const words = plain.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return (
    words
      .replace(/^-+|-+$/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'plan'
  )
}
