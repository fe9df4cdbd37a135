import { makeProject, propose, type MadeProject, type ProposedChange, type World } from './world.ts'

const ways = [
  'Go from door to door',
  'Stand at the market',
  'Write to the paper',
  'Hang up posters',
  'Tell the school',
  'Ask the baker',
  'Make a page',
]

const added = (title: string, index: number): ProposedChange => ({
  op: 'create',
  taskId: `way-${index}`,
  body: { title, parentTaskId: 'spread', estimateMinutes: 120 * (index + 1), ...(index === 1 ? { dependsOn: ['way-0'] } : {}) },
})

/** A magazine under way. */
export const magazine = (site: Pick<World, 'api'>): Promise<MadeProject> =>
  makeProject(site, 'Launch the magazine', {
    text: { title: 'Write the texts', status: 'todo', description: 'One page in plain words.' },
    lead: { title: 'The lead story', parentTaskId: 'text', estimateMinutes: 480 },
    notes: { title: 'Short notes', parentTaskId: 'text', estimateMinutes: 240 },
    pictures: { title: 'Draw the pictures' },
    cover: { title: 'Draw the cover', parentTaskId: 'pictures' },
    print: { title: 'Print it', dueDate: '2030-12-20' },
    old: { title: 'Ask for an old permission' },
    form: { title: 'Find the form', parentTaskId: 'old' },
    stamp: { title: 'Wait for the stamp', parentTaskId: 'old' },
  })

/** Seventeen changes to it, of every kind, some leaning on others. */
export async function seventeen(site: Pick<World, 'api'>): Promise<MadeProject & { readonly proposalId: string }> {
  const project = await magazine(site)
  const { ids } = project
  const proposalId = await propose(site, project, [
    { op: 'update', taskId: 'text', body: { title: 'Write the short texts', priority: 'high' }, rationale: 'Short is read.' },
    { op: 'update', taskId: 'cover', body: { parentTaskId: ids['print'] }, rationale: 'The printer wants it.' },
    { op: 'update', taskId: 'notes', body: { afterTaskId: null } },
    { op: 'update', taskId: 'print', body: { dueDate: '2030-12-12' } },
    { op: 'update', taskId: 'lead', body: { estimateMinutes: 600 } },
    { op: 'create', taskId: 'spread', body: { title: 'Spread the word' }, rationale: 'Nobody knows of it yet.' },
    ...ways.map(added),
    { op: 'create', taskId: 'docs', body: { title: 'Documentation' } },
    { op: 'delete', taskId: 'old' },
  ])
  return { ...project, proposalId }
}
