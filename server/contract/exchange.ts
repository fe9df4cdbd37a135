import { z } from 'zod'
import { text, id, line } from './text.ts'
import { limits } from '../core/plan/limits.ts'

export const exchangeFormats = ['markdown', 'json', 'csv'] as const
export type ExchangeFormat = (typeof exchangeFormats)[number]

export const importBody = z
  .strictObject({
    format: z.enum(exchangeFormats),
    content: text(16_000_000),
    projectId: id.optional(),
    title: line(limits.title).optional(),
    parentTaskId: id.optional().meta({ description: 'Only with projectId: the task under which it shall stand' }),
  })
  .meta({ id: 'Import' })
