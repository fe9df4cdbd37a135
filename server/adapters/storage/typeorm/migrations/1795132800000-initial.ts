import type { MigrationInterface, QueryRunner } from 'typeorm'
import { column, createTable, inKey, orNull } from './schema.ts'

const { text, integer, bigint, boolean, ordinal } = column

/** The first tables. */
export class Initial1795132800000 implements MigrationInterface {
  // Written out, since a bundler may rename the class.
  readonly name = 'Initial1795132800000'

  async up(runner: QueryRunner): Promise<void> {
    await createProjects(runner)
    await createTasks(runner)
    await createCommits(runner)
    await createReviews(runner)
    await createTable(runner, {
      name: 'requests',
      columns: [
        inKey('requests_key', text('key')),
        text('fingerprint'),
        orNull(integer('status')),
        orNull(text('headers')),
        orNull(text('body')),
        text('createdAt'),
      ],
      indices: [{ name: 'requests_by_time', columnNames: ['createdAt'] }],
    })
    await createTable(runner, { name: 'settings', columns: [inKey('settings_key', text('name')), text('value')] })
    await createTable(runner, { name: 'counters', columns: [inKey('counters_key', text('name')), bigint('value')] })
    await runner.query(`INSERT INTO "counters" ("name", "value") VALUES ('position', 0)`)
  }

  async down(): Promise<void> {
    throw new Error('there is nothing before the first tables: restore a copy of the file instead')
  }
}

async function createProjects(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'projects',
    columns: [
      ordinal(),
      text('id'),
      integer('version'),
      text('title'),
      text('summary'),
      text('status'),
      text('priority'),
      text('tags'),
      orNull(text('startDate')),
      orNull(text('dueDate')),
      text('externalRefs'),
      text('metadata'),
      text('searchText'),
      integer('done'),
      integer('total'),
      bigint('estimateMinutes'),
      bigint('spentMinutes'),
      bigint('remainingMinutes'),
      text('createdAt'),
      text('updatedAt'),
      orNull(text('deletedAt')),
    ],
    indices: [
      { name: 'projects_id', columnNames: ['id'], isUnique: true },
      { name: 'projects_by_change', columnNames: ['updatedAt', 'ordinal'] },
    ],
  })
}

async function createTasks(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'tasks',
    columns: [
      inKey('tasks_key', text('projectId')),
      inKey('tasks_key', text('id')),
      orNull(text('parentId')),
      text('rank'),
      text('title'),
      text('description'),
      text('status'),
      text('priority'),
      orNull(integer('estimateMinutes')),
      integer('spentMinutes'),
      orNull(text('startDate')),
      orNull(text('dueDate')),
      orNull(text('assignee')),
      text('tags'),
      text('acceptanceCriteria'),
      text('dependsOn'),
      orNull(text('boardRank')),
      text('focusFiles'),
      text('externalRefs'),
      text('metadata'),
      text('createdAt'),
      text('updatedAt'),
    ],
    indices: [{ name: 'tasks_id', columnNames: ['id'], isUnique: true }],
    ofProject: 'tasks_of_project',
  })
}

async function createCommits(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'commits',
    columns: [
      inKey('commits_key', integer('position')),
      text('projectId'),
      integer('version'),
      text('patchId'),
      orNull(text('proposalId')),
      text('source'),
      text('message'),
      text('author'),
      text('operations'),
      text('at'),
    ],
    indices: [{ name: 'commits_version', columnNames: ['projectId', 'version'], isUnique: true }],
    ofProject: 'commits_of_project',
  })
}

async function createReviews(runner: QueryRunner): Promise<void> {
  await createTable(runner, {
    name: 'proposals',
    columns: [
      ordinal(),
      text('id'),
      text('projectId'),
      orNull(text('taskId')),
      text('status'),
      boolean('parked'),
      text('operations'),
      text('leftOut'),
      text('revisions'),
      text('details'),
      text('createdAt'),
      text('updatedAt'),
    ],
    indices: [
      { name: 'proposals_id', columnNames: ['id'], isUnique: true },
      { name: 'proposals_by_project', columnNames: ['projectId', 'ordinal'] },
    ],
    ofProject: 'proposals_of_project',
  })
  await createTable(runner, {
    name: 'turns',
    columns: [ordinal(), text('id'), orNull(text('projectId')), orNull(text('taskId')), text('status'), text('details'), text('createdAt')],
    indices: [
      { name: 'turns_id', columnNames: ['id'], isUnique: true },
      { name: 'turns_by_conversation', columnNames: ['projectId', 'taskId', 'ordinal'] },
      { name: 'turns_by_status', columnNames: ['status'] },
    ],
    ofProject: 'turns_of_project',
  })
}
