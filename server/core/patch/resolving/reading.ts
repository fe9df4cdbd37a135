/** What is wrong with a value, in words somebody can act on. */
export interface Complaint {
  readonly kind: string
  readonly detail: string
}

/** A value of a draft after checking: what of it can stand (absent: nothing), and what is wrong with the rest. */
export interface Reading<Value> {
  readonly value?: Value
  readonly complaints: readonly Complaint[]
}

export const good = <Value>(value: Value): Reading<Value> => ({ value, complaints: [] })

export const bad = (kind: string, detail: string): Reading<never> => ({ complaints: [{ kind, detail }] })

/** Reads the members of a list one by one: a bad one is left out and complained about, the others stay. */
export function each<Value>(
  values: readonly unknown[],
  read: (value: unknown) => Reading<Value>,
): { readonly value: readonly Value[]; readonly complaints: readonly Complaint[] } {
  const readings = values.map(read)
  return {
    value: readings.flatMap((reading) => (reading.value === undefined ? [] : [reading.value])),
    complaints: readings.flatMap((reading) => reading.complaints),
  }
}
