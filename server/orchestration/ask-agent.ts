import type { Agent, AgentAnswer, AgentPart, AgentRequest } from '../agents/agent.ts'

/** What an agent tells before its answer. */
export type Told = Exclude<AgentPart, { kind: 'answer' }>

/** An agent that was told to stop may still say so long what its last call used, in milliseconds. */
const lastWordsMs = 250

/**
 * Hears an agent out: what it tells is passed on as it comes, the first answer is what counts. One that was told to
 * stop may still say what it used; one that does not listen is left behind.
 */
export async function askAgent(agent: Agent, request: AgentRequest, signal: AbortSignal, hear: (part: Told) => void): Promise<AgentAnswer> {
  signal.throwIfAborted()
  const parts = agent.respond(request, signal)[Symbol.asyncIterator]()
  let stop = (): void => undefined
  const isStopped = new Promise<never>((_, reject) => (stop = () => reject(new Error('the turn was stopped'))))
  isStopped.catch(() => undefined)
  signal.addEventListener('abort', stop)
  let coming = parts.next()
  try {
    for (;;) {
      const next = await Promise.race([coming, isStopped])
      if (next.done) throw new Error('the agent ended without an answer')
      if (next.value.kind === 'answer') return next.value.answer
      hear(next.value)
      coming = parts.next()
    }
  } catch (error) {
    if (signal.aborted) await hearLastWords(parts, coming, hear)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    coming.catch(() => undefined)
    void Promise.resolve(parts.return?.()).catch(() => undefined)
  }
}

async function hearLastWords(parts: AsyncIterator<AgentPart>, coming: Promise<IteratorResult<AgentPart>>, hear: (part: Told) => void): Promise<void> {
  let give = (): void => undefined
  const late = new Promise<undefined>((resolve) => (give = () => resolve(undefined)))
  const timer = setTimeout(() => give(), lastWordsMs)
  try {
    for (let next = await Promise.race([coming, late]); next && !next.done; next = await Promise.race([parts.next(), late])) {
      if (next.value.kind === 'tried') hear(next.value)
      if (next.value.kind === 'answer') return
    }
  } catch {
    // It was told to stop; how it did is nobody's concern.
  } finally {
    clearTimeout(timer)
  }
}
