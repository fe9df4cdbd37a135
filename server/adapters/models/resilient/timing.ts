/** Time and chance as parameters: tests set them. */
export interface Timing {
  /** Milliseconds since 1970. */
  now(): number
  /** 0 ≤ x < 1 */
  random(): number
  /** Calls back once after so many milliseconds; what it gives back cancels that. */
  after(milliseconds: number, callback: () => void): () => void
}

export const systemTiming: Timing = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Waits, or stops waiting when the signal fires. Says whether the time has passed. */
export function pause(timing: Timing, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false)
  return new Promise((resolve) => {
    const stop = (): void => {
      cancel()
      resolve(false)
    }
    const cancel = timing.after(milliseconds, () => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    })
    signal.addEventListener('abort', stop, { once: true })
  })
}
