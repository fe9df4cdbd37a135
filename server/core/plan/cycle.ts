/**
 * The cycles that can be reached from some nodes, each as the nodes along it. Not every cycle of the graph, but none
 * is reported only where there is none. Linear, and not recursive: a chain may be as long as a plan.
 */
export function findCycles<Node>(starts: Iterable<Node>, next: (node: Node) => Iterable<Node>): readonly (readonly Node[])[] {
  const cycles: Node[][] = []
  const done = new Set<Node>()
  const position = new Map<Node, number>()
  const path: { readonly node: Node; readonly rest: Iterator<Node> }[] = []
  const enter = (node: Node): void => {
    position.set(node, path.length)
    path.push({ node, rest: next(node)[Symbol.iterator]() })
  }
  for (const start of starts) {
    if (done.has(start)) continue
    enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.next()
      if (step.done) {
        path.pop()
        position.delete(top.node)
        done.add(top.node)
        continue
      }
      const from = position.get(step.value)
      if (from !== undefined) cycles.push(path.slice(from).map(({ node }) => node))
      else if (!done.has(step.value)) enter(step.value)
    }
  }
  return cycles
}
