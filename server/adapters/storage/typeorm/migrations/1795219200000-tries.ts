import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, createTable, orNull } from './schema.ts'

const { text, integer, bigint, ordinal } = column

/** What calls of models used and cost. */
export class Tries1795219200000 implements MigrationInterface {
  readonly name = 'Tries1795219200000'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'tries',
      columns: [
        ordinal(),
        orNull(text('turnId')),
        orNull(text('projectId')),
        text('kind'),
        text('provider'),
        text('model'),
        text('startedAt'),
        orNull(text('error')),
        integer('inputTokens'),
        integer('cachedTokens'),
        integer('cacheWriteTokens'),
        integer('outputTokens'),
        integer('reasoningTokens'),
        orNull(bigint('costMicros')),
        text('details'),
      ],
      indices: [
        { name: 'tries_by_turn', columnNames: ['turnId'] },
        { name: 'tries_by_time', columnNames: ['startedAt'] },
        { name: 'tries_by_project', columnNames: ['projectId', 'startedAt'] },
      ],
    })
  }

  async down(): Promise<void> {
    throw new Error('there is no way back from this: restore the copy of the file that was made before it')
  }
}
