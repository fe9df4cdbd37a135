import { msg } from '@lit/localize'
import type { Command } from '../../state/commands.ts'
import { ranked } from '../../state/fuzzy.ts'
import { projectPath } from '../../state/router.ts'
import type { Services } from '../../state/services.ts'
import { pick } from './picker.ts'

/** As many as one looks through. */
const most = 60

let isOpen = false

/** Everything that can be done here, every task of the plan, and every project. */
export async function openPalette(services: Services): Promise<void> {
  if (isOpen) return
  isOpen = true
  const projects = services.client.projects({})
  const offered = services.commands.all()
  let found: readonly Command[] = offered
  // The list of projects may come later than the first letter.
  void projects.then((answer) => {
    if (answer.ok) found = [...offered, ...answer.value.items.map(({ id, title, summary }) => projectCommand(services, id, title, summary))]
  })
  const chosen = await pick({
    label: msg('Commands, tasks and projects'),
    placeholder: msg('Type a command, a task or a project'),
    find: (query) => {
      const asked = query.trim() === '' ? found.filter(({ onAsking }) => !onAsking) : found
      return grouped(ranked(asked, query, ({ label, detail }) => `${label} ${detail ?? ''}`, most)).map(
        ({ id, label, group, icon, keys, detail }) => ({
          ...{ key: id, label, group, icon, keys, detail },
        }),
      )
    },
  })
  isOpen = false
  if (chosen) found.find(({ id }) => id === chosen.key)?.run()
}

const projectCommand = (services: Services, id: string, title: string, summary: string): Command => ({
  id: `project:${id}`,
  label: title,
  detail: summary.split('\n')[0] ?? '',
  group: msg('Projects'),
  icon: 'folder',
  run: () => services.router.go(projectPath(id)),
})

/** One heading for each group, in the order of the best of each. */
function grouped(commands: readonly Command[]): readonly Command[] {
  const groups = [...new Set(commands.map(({ group }) => group))]
  return groups.flatMap((group) => commands.filter((command) => command.group === group))
}
