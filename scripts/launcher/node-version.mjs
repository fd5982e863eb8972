import { lines } from "./lines.mjs";

const wanted = [20, 11];

/** Ends the process with a sentence where Node is too old for anything that follows. */
export function requireNode() {
  const found = process.versions.node.split(".").map(Number);
  const older = (found[0] ?? 0) < (wanted[0] ?? 0) || (found[0] === wanted[0] && (found[1] ?? 0) < (wanted[1] ?? 0));
  if (!older) return;
  console.error(lines.refusals.old_node({ wanted: wanted.join("."), found: process.versions.node }));
  process.exit(1);
}
