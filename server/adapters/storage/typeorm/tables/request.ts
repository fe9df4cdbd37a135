import { EntitySchema } from 'typeorm'

/** A request that carried an Idempotency-Key, with its answer once there is one. */
export interface RequestRow {
  key: string
  fingerprint: string
  status: number | null
  headers: string | null
  body: string | null
  createdAt: string
}

export const requests = new EntitySchema<RequestRow>({
  name: 'request',
  tableName: 'requests',
  columns: {
    key: { type: 'text', primary: true, primaryKeyConstraintName: 'requests_key' },
    fingerprint: { type: 'text' },
    status: { type: 'integer', nullable: true },
    headers: { type: 'text', nullable: true },
    body: { type: 'text', nullable: true },
    createdAt: { type: 'text' },
  },
  indices: [{ name: 'requests_by_time', columns: ['createdAt'] }],
})
