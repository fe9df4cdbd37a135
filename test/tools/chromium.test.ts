import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.ts'

describe('finding a Chromium', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'planwright-chromium-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  const program = (name: string, mode = 0o755): string => {
    const path = join(folder, name)
    writeFileSync(path, '#!/bin/sh\n')
    chmodSync(path, mode)
    return path
  }

  it('takes the one that CHROMIUM_PATH names before any other', () => {
    program('chromium')
    expect(findChromium({ PATH: folder, CHROMIUM_PATH: program('mine') })).toBe(join(folder, 'mine'))
  })

  it('says so where CHROMIUM_PATH names nothing that runs', () => {
    expect(() => findChromium({ PATH: folder, CHROMIUM_PATH: join(folder, 'gone') })).toThrow(/^CHROMIUM_PATH names .*gone/)
  })

  it('finds Chrome where there is no Chromium, and passes over what cannot be run', () => {
    program('google-chrome')
    program('chromium', 0o644)
    expect(findChromium({ PATH: folder })).toBe(join(folder, 'google-chrome'))
  })
})
