/**
 * Runs the last of what was asked for with the next frame, and at most once in it. A page that nobody sees draws no
 * frames; there it waits a little instead.
 */
export function onceAFrame(): (run: () => void) => void {
  let next: (() => void) | undefined
  return (run) => {
    const isAsked = next !== undefined
    next = run
    if (isAsked) return
    const go = (): void => {
      const last = next
      next = undefined
      last?.()
    }
    if (document.visibilityState === 'visible') requestAnimationFrame(go)
    else setTimeout(go, 250)
  }
}
