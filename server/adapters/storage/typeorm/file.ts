import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StorageRefused, StorageUnavailable } from '../../../ports/storage.ts'
import { codeOf } from './errors.ts'

/** Makes the folder and the file where they are missing, for their owner's eyes only. What is there is left as it is. */
export function prepareFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    makePrivateFile(file)
  } catch (cause) {
    throw new StorageUnavailable(`the database ${file} cannot be opened (${codeOf(cause) ?? 'unknown'}): check that its folder may be written`, {
      cause,
    })
  }
}

/** An empty file of mode 600, unless there is a file. SQLite takes an empty file for a new database. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'a', 0o600))
}

/** Refuses a file that is not SQLite's, before SQLite touches it. An empty one is a database that was never used. */
export function refuseForeignFile(file: string): void {
  const head = Buffer.alloc(magic.length)
  const handle = openSync(file, 'r')
  try {
    const length = readSync(handle, head, 0, head.length, 0)
    if (length > 0 && !head.equals(magic)) throw new StorageRefused(`${file} is not a Planwright database: name another file in DATABASE_URL`)
  } finally {
    closeSync(handle)
  }
}

const magic = Buffer.from('SQLite format 3\0')

/**
 * Tells whether a file is still the one it was. SQLite goes on writing into a file that was deleted or replaced under
 * it, and says that all is well.
 */
export function watchFile(file: string): { readonly assertThere: () => void } {
  const identity = identityOf(file)
  return {
    assertThere() {
      if (identityOf(file) !== identity) {
        throw new StorageUnavailable(`the database ${file} was moved, replaced or deleted while it was open: put it back, or restart the server`)
      }
    },
  }
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  return found && `${found.dev} ${found.ino}`
}
