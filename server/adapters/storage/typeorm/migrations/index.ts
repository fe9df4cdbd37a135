import type { MigrationInterface } from 'typeorm'
import { Initial1795132800000 } from './1795132800000-initial.ts'
import { Tries1795219200000 } from './1795219200000-tries.ts'
import { Work1795305600000 } from './1795305600000-work.ts'

/** A migration class. Its name ends in a JavaScript timestamp, by which TypeORM orders them. */
export type Migration = new () => MigrationInterface

/** All migrations, oldest first. One that was published is never changed: a new one is added. */
export const migrations: readonly Migration[] = [Initial1795132800000, Tries1795219200000, Work1795305600000]
