import { readSettings, withSettings, type Settings, type Variables } from '../config/settings.ts'
import { CliError } from './exit.ts'

/** The settings of this machine. Ends the command where the file cannot be used. */
export function settingsOf(variables: Variables): Settings {
  const read = readSettings(variables)
  if (!read.ok) throw new CliError('failed', read.error)
  return read.value
}

/** The environment as the server would see it: with what the settings say. */
export function variablesOf(variables: Variables): Variables {
  const read = withSettings(variables)
  if (!read.ok) throw new CliError('failed', read.error)
  return read.value
}
