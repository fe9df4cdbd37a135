import type { RememberedAnswer, StorageSession } from '../../../ports/storage.ts'
import { jsonText, parseJson } from './json-text.ts'
import type { RequestRow } from './tables/request.ts'
import { settings, type SettingRow } from './tables/setting.ts'
import type { Unit } from './unit.ts'
import { upsert, type Upsert } from './upsert.ts'

type Part = Pick<StorageSession, 'beginRequest' | 'finishRequest' | 'forgetRequest' | 'forgetRequestsBefore' | 'readSetting' | 'saveSetting'>

/** Answers remembered for idempotent requests, and settings. */
export function requestsPart(unit: Unit): Part {
  return {
    async beginRequest(key, fingerprint, at) {
      const begun = await unit.change('INSERT INTO "requests" ("key", "fingerprint", "createdAt") VALUES (?, ?, ?) ON CONFLICT ("key") DO NOTHING', [
        key,
        fingerprint,
        at,
      ])
      if (begun === 1) return undefined
      const [row] = await unit.select<RequestRow>('SELECT * FROM "requests" WHERE "key" = ?', [key])
      return row && rememberedOfRow(row)
    },
    async finishRequest(key, { status, headers, body }) {
      await unit.change('UPDATE "requests" SET "status" = ?, "headers" = ?, "body" = ? WHERE "key" = ?', [status, jsonText(headers), body, key])
    },
    async forgetRequest(key) {
      await unit.change('DELETE FROM "requests" WHERE "key" = ?', [key])
    },
    async forgetRequestsBefore(at) {
      await unit.change('DELETE FROM "requests" WHERE "createdAt" < ?', [at])
    },
    async readSetting(name) {
      const [row] = await unit.select<SettingRow>('SELECT * FROM "settings" WHERE "name" = ?', [name])
      return row?.value
    },
    async saveSetting(name, value) {
      await upsert(unit, settingUpsert, [[name, value]])
    },
  }
}

const settingUpsert: Upsert<SettingRow> = { schema: settings, columns: ['name', 'value'], key: ['name'], keep: [] }

const rememberedOfRow = ({ key, fingerprint, status, headers, body, createdAt }: RequestRow): RememberedAnswer => ({
  key,
  fingerprint,
  answer: status === null || headers === null || body === null ? null : { status, headers: parseJson(headers), body },
  createdAt,
})
