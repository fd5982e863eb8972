/** What the command says that changes the installation's master key: `npm run keys`. */
export const keys = {
  usage: [
    "Usage: npm run --silent keys -- status | new FILE | rotate | finish FILE",
    "  status  how many data keys are under each master key",
    "  new     writes a new ring: a new master key in front, the present one behind",
    "  rotate  wraps the data keys of former master keys anew; may be stopped and run again",
    "  finish  writes the ring without the former keys once nothing is under them",
  ].join("\n"),
  standings: { current: "in force", former: "former, to be replaced", unknown: "not in the ring, cannot be opened" },
  kinds: { cases: "cases", drafts: "drafts", installation: "installation" },
  line: (id: string, standing: string, counts: { cases: string; drafts: string; installation: string }) =>
    `Master key ${id} (${standing}): cases ${counts.cases}, drafts ${counts.drafts}, installation ${counts.installation}`,
  progress: (kind: string, done: string, of: string, percent: string) => `${kind}: ${done} / ${of} (${percent}%)`,
  made: (file: string, id: string) =>
    `Wrote ${file}; the new master key is ${id}. Keep a copy elsewhere, let MASTER_KEY_FILE name it, then migrate, restart every process, rotate, finish.`,
  rotated: (count: number, id: string) => `Done: ${count} data keys are now wrapped by master key ${id}.`,
  finished: (file: string) =>
    `Wrote ${file} without the former master keys. Let MASTER_KEY_FILE name it and restart every process; older backups still need the former key.`,
  nothingFormer:
    "The ring holds no former master key, so there is nothing to do. Write a new ring with new and let MASTER_KEY_FILE name it.",
  notFinished:
    "Data keys are still under a former master key, so it cannot go. Run rotate; should some remain, check that every process was restarted with the new ring.",
  exists: (file: string) => `${file} is there already and is not overwritten. Choose another name.`,
  notWritten: (file: string) => `${file} cannot be written. Check that the folder exists and may be written to.`,
  broken:
    "A data key does not open: the ring is not this database's, or the data was changed. What was wrapped anew stays so.",
  failed: (code: string) =>
    `Not finished (${code}). What was wrapped anew stays so; once the cause is gone, run it again.`,
};
