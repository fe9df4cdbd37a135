import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { readYaml } from '../../server/config/read-yaml.ts'
import { fail, ok, type Result } from '../../server/core/result.ts'
import { modelErrorKinds } from '../../server/ports/language-model.ts'
import { verdicts } from './result.ts'

const count = z.number().int().nonnegative()

/** What one try of a model came to, as it came: nothing of it is read or mended before it is kept. */
const recordedTry = z.strictObject({
  /** What the model was asked: which kind of turn the message is, or the message itself. */
  to: z.enum(['route', 'message']).default('message'),
  text: z.string(),
  toolCalls: z.array(z.strictObject({ id: z.string(), name: z.string(), input: z.json() })).default([]),
  usage: z
    .strictObject({ inputTokens: count, cachedTokens: count, cacheWriteTokens: count, outputTokens: count, reasoningTokens: count })
    .nullable()
    .default(null),
  finish: z.enum(['stop', 'tool-calls', 'length']).nullable().default('stop'),
  /** What it ended with instead; then `finish` is null. */
  error: z.enum(modelErrorKinds).nullable().default(null),
})
export type RecordedTry = z.output<typeof recordedTry>

const recordingSchema = z.strictObject({
  /** `provider/model` that answered. */
  model: z.string(),
  /** What is special about these answers. */
  about: z.string().optional(),
  /** How the turn ended when they were recorded, and which checks failed: what a replay must come to. */
  verdict: z.enum(verdicts),
  fails: z.array(z.string()).default([]),
  tries: z.array(recordedTry),
})
export type Recording = z.output<typeof recordingSchema>

/** The recordings of a folder, by the id of their case. */
export function readRecordings(folder: string): Result<ReadonlyMap<string, Recording>, string> {
  if (!existsSync(folder)) return fail(`there are no recordings in ${folder}`)
  const found = new Map<string, Recording>()
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()) {
    const read = readYaml(readFileSync(join(folder, file), 'utf8'), recordingSchema)
    if (!read.ok) return fail(`${join(folder, file)}, line ${read.error[0]?.line ?? 1}: ${read.error[0]?.detail ?? 'is wrong'}`)
    found.set(file.replace(/\.yaml$/, ''), read.value.value)
  }
  return ok(found)
}

/** Keeps the answers of one case, instead of those that were kept before. */
export function writeRecording(folder: string, caseId: string, recording: Recording): void {
  mkdirSync(folder, { recursive: true })
  const text = stringify(recording, { lineWidth: 0, blockQuote: 'literal' })
  writeFileSync(join(folder, `${caseId}.yaml`), text)
}

/** The folder of a model's recordings: its name, without what a file system might mind. */
export const folderName = (model: string): string => model.replaceAll(/[^\w.-]+/g, '-')
