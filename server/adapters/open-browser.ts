import { spawn } from 'node:child_process'
import { platform } from 'node:os'

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
}

/** Opens an address in the person's browser, where there is one. Fails in silence: the address was printed as well. */
export function openInBrowser(url: string): void {
  const [command, ...rest] = openers[platform()] ?? []
  if (command === undefined) return
  const child = spawn(command, [...rest, url], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}
