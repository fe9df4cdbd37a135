import { readerOf } from '../http/event-reader.ts'

export interface CrowdReport {
  readonly writers: number
  readonly readers: number
  readonly acknowledged: number
  readonly conflicts: number
  /** In sentences; empty where everything that was promised is kept. */
  readonly wrong: readonly string[]
}

/**
 * Many writers on one project while many readers follow it, over real HTTP. Each writer adds tasks, and all of them edit
 * one shared title on the version they last saw, so that some meet a conflict, which must name what the head really has.
 */
export async function crowd(
  url: string,
  sizes: { readonly writers: number; readonly readers: number; readonly changes: number },
): Promise<CrowdReport> {
  const call = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${url}/api${path}`, init)
    // oxlint-disable-next-line no-explicit-any
    return { status: response.status, body: (await response.json()) as any }
  }
  const wrong: string[] = []
  const { id } = (await call('/projects', { title: 'Crowd' })).body
  const shared: string = (await call(`/projects/${id}/tasks`, { title: 'Shared' })).body.task.id
  const readers = await Promise.all(
    Array.from({ length: sizes.readers }, async () => {
      const reader = readerOf(await fetch(`${url}/api/projects/${id}/events`))
      await reader.nextOf('hello')
      return reader
    }),
  )
  const versions: number[] = []
  const titles = new Map<string, number>()
  let conflicts = 0
  await Promise.all(
    Array.from({ length: sizes.writers }, async (_, writer) => {
      for (let n = 0; n < sizes.changes; n += 1) {
        const title = `Task ${writer}.${n}`
        const added = await call(`/projects/${id}/tasks`, { title })
        if (added.status !== 201) wrong.push(`${title}: ${added.status} ${JSON.stringify(added.body)}`)
        else {
          versions.push(added.body.version)
          titles.set(added.body.task.id, added.body.version)
        }
        const patch = { op: 'update', taskId: shared, body: { title: `Shared by ${writer}.${n}` } }
        const edited = await call(`/projects/${id}/patches`, { baseVersion: added.body.version, taskPatches: [patch] })
        if (edited.status === 200) versions.push(edited.body.version)
        else if (edited.status === 409) {
          conflicts += 1
          const [conflict] = edited.body.conflicts
          const isTrue = conflict?.taskId === shared && conflict.field === 'title' && conflict.head !== conflict.before
          if (!isTrue || edited.body.headVersion <= added.body.version) wrong.push(`a conflict that is none: ${JSON.stringify(edited.body)}`)
        } else wrong.push(`the shared title: ${edited.status} ${JSON.stringify(edited.body)}`)
      }
    }),
  )
  const head = (await call(`/projects/${id}`)).body
  const all = Array.from({ length: head.project.version }, (_, index) => index + 1)
  const got = [1, ...versions].toSorted((a, b) => a - b)
  if (got.join() !== all.join()) wrong.push(`acknowledged versions are ${got.join()} and the head is ${head.project.version}`)
  const there = new Set(head.tasks.map((task: { id: string }) => task.id))
  for (const task of titles.keys()) if (!there.has(task)) wrong.push(`task ${task} was acknowledged and is not there`)
  const followed = all.slice(1)
  for (const reader of readers) {
    const told: number[] = []
    while (told.length < followed.length) told.push(Number((await reader.nextOf('commit')).id))
    if (told.join() !== followed.join()) wrong.push(`a reader was told ${told.join()}`)
    await reader.close()
  }
  return { writers: sizes.writers, readers: sizes.readers, acknowledged: versions.length, conflicts, wrong }
}
