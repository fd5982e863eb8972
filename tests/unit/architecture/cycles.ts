import { capabilityOf } from "./rules.ts";
import type { Source } from "./source.ts";

/** Capabilities that import each other, directly or around a corner: each circle once, as `a → b → a`. */
export function circlesAmong(sources: readonly Source[]): string[] {
  const edges = new Map<string, Set<string>>();
  for (const { path, imports } of sources) {
    const from = capabilityOf(path);
    if (from === null) continue;
    for (const { target, ours } of imports) {
      const to = ours ? capabilityOf(target) : null;
      if (to !== null && to !== from) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
  }
  return [...edges.keys()].flatMap((start) => {
    const way = wayBack(start, start, edges, new Set());
    return way === null ? [] : [[start, ...way].join(" → ")];
  });
}

function wayBack(at: string, goal: string, edges: Map<string, Set<string>>, seen: Set<string>): string[] | null {
  for (const next of edges.get(at) ?? []) {
    if (next === goal) return [goal];
    if (seen.has(next)) continue;
    seen.add(next);
    const rest = wayBack(next, goal, edges, seen);
    if (rest !== null) return [next, ...rest];
  }
  return null;
}
