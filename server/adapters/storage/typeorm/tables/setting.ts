import { EntitySchema } from 'typeorm'

export interface SettingRow {
  name: string
  value: string
}

export const settings = new EntitySchema<SettingRow>({
  name: 'setting',
  tableName: 'settings',
  columns: {
    name: { type: 'text', primary: true, primaryKeyConstraintName: 'settings_key' },
    value: { type: 'text' },
  },
})
