import type { StorageSession } from '../../../ports/storage.ts'
import type { Journal } from './journal.ts'
import type { State } from './state.ts'

type Part = Pick<StorageSession, 'beginRequest' | 'finishRequest' | 'forgetRequest' | 'forgetRequestsBefore' | 'readSetting' | 'saveSetting'>

/** Answers remembered for idempotent requests, and settings. */
export function requestsPart(state: State, journal: Journal): Part {
  return {
    async beginRequest(key, fingerprint, at) {
      const known = state.requests.get(key)
      if (!known) journal.put(state.requests, key, { key, fingerprint, answer: null, createdAt: at })
      return known
    },
    async finishRequest(key, answer) {
      const known = state.requests.get(key)
      if (known) journal.put(state.requests, key, { ...known, answer })
    },
    async forgetRequest(key) {
      journal.remove(state.requests, key)
    },
    async forgetRequestsBefore(at) {
      for (const known of [...state.requests.values()]) {
        if (known.createdAt < at) journal.remove(state.requests, known.key)
      }
    },
    async readSetting(name) {
      return state.settings.get(name)
    },
    async saveSetting(name, value) {
      journal.put(state.settings, name, value)
    },
  }
}
