import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, createTable } from './schema.ts'

const { text, ordinal } = column

/** The journal of work. */
export class Work1795305600000 implements MigrationInterface {
  readonly name = 'Work1795305600000'

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'work_spaces',
      columns: [ordinal(), text('id'), text('nameKey'), text('details')],
      indices: [
        { name: 'work_spaces_id', columnNames: ['id'], isUnique: true },
        { name: 'work_spaces_name', columnNames: ['nameKey'], isUnique: true },
      ],
    })
    await createTable(runner, {
      name: 'work_sessions',
      columns: [ordinal(), text('id'), text('workspaceId'), text('status'), text('details')],
      indices: [
        { name: 'work_sessions_id', columnNames: ['id'], isUnique: true },
        { name: 'work_sessions_by_workspace', columnNames: ['workspaceId', 'status', 'ordinal'] },
      ],
    })
    await createTable(runner, {
      name: 'work_actions',
      columns: [ordinal(), text('id'), text('sessionId'), text('details')],
      indices: [
        { name: 'work_actions_id', columnNames: ['id'], isUnique: true },
        { name: 'work_actions_by_session', columnNames: ['sessionId', 'ordinal'] },
      ],
    })
    await createTable(runner, {
      name: 'work_commits',
      columns: [ordinal(), text('id'), text('workspaceId'), text('details')],
      indices: [
        { name: 'work_commits_id', columnNames: ['id'], isUnique: true },
        { name: 'work_commits_by_workspace', columnNames: ['workspaceId', 'ordinal'] },
      ],
    })
  }

  async down(): Promise<void> {
    throw new Error('there is no way back from this: restore the copy of the file that was made before it')
  }
}
