import type { ModelCall, StructureRung } from '../../ports/language-model.ts'

/** For servers that cannot be held to a schema: they are told it. The words are fixed, since prompts are cached. */
const instruction = 'Answer with one JSON object and nothing else: no words before or after it, no code fence. It follows this JSON Schema:'

/** The system part; on the rungs named it ends in the schema of the answer. */
export function systemOf({ request, structure }: ModelCall, told: readonly StructureRung[]): string {
  if (!request.output || !told.includes(structure)) return request.system
  return `${request.system}\n\n${instruction}\n${JSON.stringify(request.output.schema)}`
}

/** Input of a tool as JSON, or as the text that came where it is none: the one who runs tools says what is wrong. */
export function inputOf(text: string): unknown {
  // A tool without parameters is called with nothing at all by some.
  if (text.trim() === '') return {}
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
