import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { partyPlace } from "#app/reports/filing.ts";
import type { Tx } from "#db/connection.ts";
import { assessments, parties, routingDecisions, visits } from "#db/schema/index.ts";
import { readDecision } from "#guidelines/decision.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { Answers } from "#guidelines/intervention-answers.ts";
import { type CaseFacts, singlesOf } from "#guidelines/intervention-needs.ts";
import type { StoredIntervention } from "./queries.ts";
import { ageToday, foundByVisit, safeAtLast } from "./rules.ts";

interface Matter {
  readonly urgency: string;
  readonly childSex: string;
  readonly childAge: number | null;
  readonly childCount: number;
  readonly openedAt: Date;
}

/** What the case says that moves of its interventions may rest on, as it is stored. */
export async function readCaseFacts(tx: Tx, caseId: string) {
  const [assessed, lookedAt, decided, children] = await Promise.all([
    tx.select({ id: assessments.id }).from(assessments).where(eq(assessments.caseId, caseId)).limit(1),
    tx
      .select({ on: visits.visitedAt, seen: visits.childSeen, concern: visits.concern })
      .from(visits)
      .where(eq(visits.caseId, caseId))
      .orderBy(desc(visits.visitedAt))
      .limit(1),
    tx
      .select({ decision: routingDecisions.decision })
      .from(routingDecisions)
      .where(eq(routingDecisions.caseId, caseId)),
    tx
      .select({ id: parties.id, sealedIdentity: parties.sealedIdentity })
      .from(parties)
      .where(and(eq(parties.caseId, caseId), eq(parties.kind, "child"))),
  ]);
  return { assessed: assessed.length > 0, lookedAt, decided, children };
}
export type StoredCaseFacts = Awaited<ReturnType<typeof readCaseFacts>>;

const Born = z.object({ bornOn: z.iso.date().nullable().catch(null) });

/**
 * The facts that the engine holds a move against. Consents and a court's decisions are answered on the intervention itself
 * as long as no workflow asks the case for them; places are not kept here yet, so that the lead who chooses a form of
 * placement answers for it. Whether a guardian is suspected is what the reports said.
 */
export function caseFacts(
  {
    portal,
    edition,
    keys,
  }: { readonly portal: Pick<Portal, "log">; readonly edition: Edition; readonly keys: readonly DataKey[] },
  matter: Matter,
  stored: StoredCaseFacts,
  others: readonly StoredIntervention[],
  own: Answers,
  now: Date,
): CaseFacts {
  const suspected = stored.decided.map(({ decision }) => readDecision(decision).trace.facts.suspect_is_guardian);
  const bornOn = stored.children.flatMap(({ id, sealedIdentity }) => {
    const day = readableRecord(portal, Born, keys, partyPlace(id), sealedIdentity)?.bornOn ?? null;
    return day === null ? [] : [day];
  });
  return {
    assessed: stored.assessed,
    emergency: matter.urgency === "critical",
    interventions: others.map(({ kind, state, result }) => ({ kind, state, result })),
    decisions: [],
    consents: [],
    freePlaces: placesNamed(edition),
    findings: {
      guardian_is_suspect: suspected.includes(true)
        ? true
        : suspected.length > 0 && suspected.every((one) => one === false)
          ? false
          : null,
      home_safe: safeAtLast([
        ...stored.lookedAt.map(({ on, seen, concern }) => ({ on, safe: seen ? concern === "none" : null })),
        ...foundByVisit(own),
      ]),
      child_is_girl:
        matter.childSex === "female" ? true : matter.childCount === 1 && matter.childSex === "male" ? false : null,
    },
    childAge: ageToday({ bornOn, ageThen: matter.childAge, openedAt: matter.openedAt }, now),
  };
}

/** Every form of placement that some workflow asks a free place of. */
function placesNamed({ workflows }: Edition): string[] {
  return workflows.flatMap(({ fields, prerequisites }) => {
    const named = prerequisites.flatMap(({ need }) =>
      singlesOf(need).flatMap((single) => ("freePlace" in single ? [single.freePlace] : [])),
    );
    return fields
      .filter(({ id }) => named.includes(id))
      .flatMap(({ options }) => (options ?? []).map(({ value }) => value));
  });
}
