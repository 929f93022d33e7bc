/** Cycles of a directed graph, independent of Terraform. */

export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * One shortest cycle of every strongly connected part, each beginning with its first node by name and ending
 * with that node again: `[a, b, a]`. The same graph gives the same answer, independent of the order of its edges.
 */
export function cycles(graph: Graph): readonly (readonly string[])[] {
  return components(graph)
    .map((nodes) => [...nodes].sort())
    .flatMap((nodes) => {
      const [first] = nodes;
      const cycle = first === undefined ? undefined : shortestCycle(graph, first, new Set(nodes));
      return cycle === undefined ? [] : [cycle];
    })
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

function sortedTargets(graph: Graph, node: string): readonly string[] {
  return [...(graph.get(node) ?? [])].filter((target) => graph.has(target)).sort();
}

/** Breadth first from `start` back to itself, within one component. */
function shortestCycle(
  graph: Graph,
  start: string,
  within: ReadonlySet<string>,
): readonly string[] | undefined {
  const queue: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const target of sortedTargets(graph, path.at(-1) ?? start)) {
      if (target === start) return [...path, start];
      if (!within.has(target) || seen.has(target)) continue;
      seen.add(target);
      queue.push([...path, target]);
    }
  }
  return undefined;
}

/** Kosaraju's algorithm, without recursion: a long chain of resources must not exhaust the stack. */
function components(graph: Graph): readonly (readonly string[])[] {
  const order = finishingOrder(graph);
  const reversed = new Map<string, Set<string>>([...graph.keys()].map((node) => [node, new Set<string>()]));
  for (const node of graph.keys())
    for (const target of sortedTargets(graph, node)) reversed.get(target)?.add(node);
  const seen = new Set<string>();
  return order.reverse().flatMap((node) => {
    if (seen.has(node)) return [];
    const component: string[] = [];
    const stack = [node];
    seen.add(node);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      component.push(next);
      for (const target of reversed.get(next) ?? []) {
        if (seen.has(target)) continue;
        seen.add(target);
        stack.push(target);
      }
    }
    return [component];
  });
}

function finishingOrder(graph: Graph): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  for (const start of [...graph.keys()].sort()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const stack = [{ node: start, targets: sortedTargets(graph, start)[Symbol.iterator]() }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.targets.next();
      if (next.done === true) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(next.value)) {
        seen.add(next.value);
        stack.push({ node: next.value, targets: sortedTargets(graph, next.value)[Symbol.iterator]() });
      }
    }
  }
  return order;
}
