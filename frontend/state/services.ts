import { Changes } from '../api/changes.ts'
import { createClient, type Client } from '../api/client.ts'
import { createHttp } from '../api/http.ts'
import { Announcer } from './announcer.ts'
import { Commands } from './commands.ts'
import { Overlays } from './overlays.ts'
import { Router } from './router.ts'
import { Settings } from './settings.ts'
import { Toasts } from './toasts.ts'

/** What every view may need, made once and handed down. */
export interface Services {
  readonly client: Client
  readonly changes: Changes
  readonly settings: Settings
  readonly router: Router
  readonly toasts: Toasts
  readonly overlays: Overlays
  readonly announcer: Announcer
  /** What can be done on the page that is open. */
  readonly commands: Commands
}

export function createServices(): Services {
  const settings = new Settings()
  const toasts = new Toasts()
  const answered = (): void => toasts.serverAnswers()
  const changes = new Changes()
  changes.watch(() => {
    if (changes.connection === 'live') answered()
  })
  return {
    settings,
    client: createClient(createHttp(() => settings.user, answered)),
    changes,
    router: new Router(),
    toasts,
    overlays: new Overlays(),
    announcer: new Announcer(),
    commands: new Commands(),
  }
}
