// The browser of the browser tests: the Chromium that is there. playwright-core brings none, on purpose.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const apps = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

/** Opens a headless Chromium with nothing of its own to do on the network. Options go before ours. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: findOrInstallChromium(),
    headless: true,
    ...options,
    args: [...quiet, ...(isRoot() ? ['--no-sandbox'] : []), ...(options.args ?? [])],
  })
}

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-domain-reliability',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  '--no-default-browser-check',
  '--force-color-profile=srgb',
]

/** The path of a Chromium or Chrome. Where there is none: installs it on Debian as root, else says what to type. */
export function findOrInstallChromium(): string {
  const found = findChromium()
  if (found) return found
  if (!isRoot() || !existsSync('/etc/debian_version')) {
    throw new Error(
      `No Chromium or Chrome was found. ${existsSync('/etc/debian_version') ? 'Type: sudo apt-get install -y chromium' : 'Install one, or set CHROMIUM_PATH to its program'}`,
    )
  }
  aptGet('update')
  aptGet('install', '-y', '--no-install-recommends', 'chromium', ...(hasFonts() ? [] : ['fonts-liberation', 'fonts-dejavu-core']))
  const installed = findChromium()
  if (!installed) throw new Error('Debian installed its chromium package, and still there is no chromium on the PATH')
  return installed
}

/** `CHROMIUM_PATH` if set, else the first known browser on the PATH; undefined where there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  const asked = env['CHROMIUM_PATH']
  if (asked) {
    if (isProgram(asked)) return asked
    throw new Error(`CHROMIUM_PATH names ${asked}, which is no program that can be run`)
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...apps].find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const isRoot = (): boolean => process.getuid?.() === 0

function hasFonts(): boolean {
  try {
    return execFileSync('fc-list', { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false // no fontconfig, so no fonts that Chromium would find
  }
}

function aptGet(...args: string[]): void {
  console.log(`apt-get ${args.join(' ')}`)
  execFileSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}
