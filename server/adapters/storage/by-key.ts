/** Orders sums by what they are of, by code unit in every store; what is of nothing comes last. */
export const byKey = (a: { readonly key: string | null }, b: { readonly key: string | null }): number =>
  a.key === null ? 1 : b.key === null ? -1 : a.key < b.key ? -1 : 1
