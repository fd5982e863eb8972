import type { StaffReader } from "#app/accounts/reader.ts";
import { type Staff, staffOf } from "#app/accounts/staff.ts";
import { worksOn } from "#app/joint-work/rules.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Intervention } from "#guidelines/edition.ts";
import { departmentsOf, kindOf } from "#guidelines/intervention-workflow.ts";
import { departmentName, type Law } from "#guidelines/tell.ts";
import { lawOf, movesFor } from "./intervention-view.ts";
import type { MoveView } from "./move-view.ts";
import type { InterventionCase } from "./reading.ts";

/** A kind of the catalogue, to be chosen. */
export interface KindLine {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly lead: string;
  /** Whether the reader's department proposes it; otherwise who does. */
  readonly isOurs: boolean;
  readonly proposedBy: readonly string[];
}

export interface ProposePageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly kinds: readonly KindLine[];
  /** The kind that was chosen, with its form; null as long as none is. */
  readonly chosen:
    | (KindLine & { readonly decidedBy: readonly string[]; readonly law: readonly Law[]; readonly move: MoveView })
    | null;
}

/** What proposing shows: the catalogue, or the form of one kind. Null for whoever proposes nothing on this case. */
export function proposePageView(
  reader: StaffReader,
  found: InterventionCase,
  kindId: string | null,
  now: Date,
): ProposePageView | null {
  const { portal, locale, signedIn } = reader;
  const { edition } = portal;
  if (found.matter.state !== "open" || !worksOn(signedIn.actor, found.matter, found.desks)) return null;
  const line = (kind: Intervention): KindLine => {
    const proposers = departmentsOf(edition, kind, kind.proposes);
    return {
      id: kind.id,
      name: inLanguage(kind.name, locale),
      about: inLanguage(kind.about, locale),
      lead: departmentName(edition, kind.lead, locale, "short"),
      isOurs: proposers.includes(signedIn.actor.department),
      proposedBy: proposers.map((id) => departmentName(edition, id, locale, "short")),
    };
  };
  const page = {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: found.matter.number,
  };
  if (kindId === null) return { ...page, kinds: edition.interventions.map(line), chosen: null };
  if (!edition.interventions.some(({ id }) => id === kindId)) return null;
  const { kind, workflow } = kindOf(edition, kindId);
  const standing = { kind: kind.id, state: null, done: [], answers: {} };
  const move = movesFor(reader, found, edition, standing, null, now).find((one) => one.move === "propose");
  if (move === undefined) return null;
  return {
    ...page,
    kinds: [],
    chosen: {
      ...line(kind),
      decidedBy: departmentsOf(edition, kind, kind.approves).map((id) => departmentName(edition, id, locale, "short")),
      law: lawOf(reader, edition, [...kind.sources, ...workflow.sources]),
      move,
    },
  };
}
