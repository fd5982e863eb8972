import type { Actor, Officer, ReporterActor } from "#db/actor.ts";
import type { EvidenceReaders } from "#db/schema/index.ts";

/** Whose file it is and who sends it: the writer of a draft, a reporter by their receipt, an officer on a case. */
export type EvidenceOwner =
  | { readonly kind: "draft"; readonly draftId: string; readonly draftKey: Buffer }
  | { readonly kind: "receipt"; readonly reporter: ReporterActor }
  | { readonly kind: "case"; readonly officer: Officer; readonly caseId: string; readonly readers: EvidenceReaders };

/** Whoever may go on with an upload: row-level security decides which ones are theirs. */
export type Sender = Extract<Actor, { kind: "draft" | "reporter" }> | Officer;

/** As whom the owner stands before the database. */
export function senderOf(owner: EvidenceOwner): Sender {
  switch (owner.kind) {
    case "draft":
      return { kind: "draft", draftKey: owner.draftKey };
    case "receipt":
      return owner.reporter;
    case "case":
      return owner.officer;
  }
}
