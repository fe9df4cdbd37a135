import { commits } from './commit.ts'
import { counters } from './counter.ts'
import { projects } from './project.ts'
import { proposals } from './proposal.ts'
import { requests } from './request.ts'
import { settings } from './setting.ts'
import { tasks } from './task.ts'
import { tries } from './try.ts'
import { turns } from './turn.ts'
import { workActions, workCommits, workSessions, workSpaces } from './work.ts'

/** Every table as the code sees it. The migrations must make exactly these; a test compares them. */
export const tables = [
  projects,
  tasks,
  commits,
  proposals,
  turns,
  tries,
  workSpaces,
  workSessions,
  workActions,
  workCommits,
  requests,
  settings,
  counters,
]
