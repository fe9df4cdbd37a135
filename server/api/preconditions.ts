import type { Context } from 'hono'
import { problem } from '../contract/problem.ts'
import type { AppEnv } from './env.ts'
import { invalid, ProblemError } from './problem.ts'

/** A project's ETag is its version. */
export const etagOf = (version: number): string => `"${version}"`

/**
 * The version that the client expects the head to have, by `If-Match` or by `expectedVersion` in the body; undefined
 * where it does not say. `If-Match: *` holds for whatever is there.
 */
export function expectedVersion(c: Context<AppEnv>, inBody?: number): { readonly expectedVersion?: number } {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined || header === '*') return inBody === undefined ? {} : { expectedVersion: inBody }
  const version = /^"(\d{1,15})"$/.exec(header)?.[1]
  if (version === undefined) {
    throw new ProblemError(
      /^(W\/)?"[^"]*"/.test(header)
        ? problem('version-mismatch', `If-Match: ${header.slice(0, 100)} is no version of this project. Send its ETag, such as "3".`, {
            headVersion: null,
          })
        : invalid('/header/if-match', 'must be the ETag of the project, such as "3"'),
    )
  }
  if (inBody !== undefined && inBody !== Number(version)) throw new ProblemError(invalid('/expectedVersion', 'disagrees with If-Match'))
  return { expectedVersion: Number(version) }
}

/** Whether the client has this version already (`If-None-Match`). */
export function hasVersion(c: Context<AppEnv>, version: number): boolean {
  const header = c.req.header('if-none-match')
  if (header === undefined) return false
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(version) || tag.trim() === '*')
}

/** An object without the keys whose value is undefined. */
export type Defined<Shape> = { [Key in keyof Shape as undefined extends Shape[Key] ? never : Key]: Shape[Key] } & {
  [Key in keyof Shape as undefined extends Shape[Key] ? Key : never]?: Exclude<Shape[Key], undefined>
}

/** Zod says `undefined` where a key is absent; the use cases say that the key is absent. */
export function defined<Shape extends object>(shape: Shape): Defined<Shape> {
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Defined<Shape>
}
