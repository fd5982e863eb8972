import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { installationKey } from "#app/keys/installation-key.ts";
import { isUnavailable } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import { addToRetaliation, recordRetaliation } from "./commands.ts";
import { openedText } from "./opened-text.ts";
import { ownRetaliations } from "./queries.ts";
import { RetaliationRefusal, type RetaliationRefusalCode, retaliationStatus, type TypedRetaliation } from "./rules.ts";

/** One matter as its reporter sees it: what they said, and what the procuratorate answered. */
export interface OwnMatter {
  readonly id: string;
  readonly number: string;
  readonly state: "opened" | "taken" | "ended";
  readonly kind: Awaited<ReturnType<typeof ownRetaliations>>["matters"][number]["kind"];
  readonly source: Awaited<ReturnType<typeof ownRetaliations>>["matters"][number]["source"];
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly takenAt: Date | null;
  readonly endedAt: Date | null;
  readonly outcome: Awaited<ReturnType<typeof ownRetaliations>>["matters"][number]["outcome"];
  readonly words: readonly {
    readonly id: string;
    readonly isOwn: boolean;
    readonly at: Date;
    readonly text: string | null;
  }[];
}

/** Reads a reporter's own matters. */
export async function readOwnMatters(portal: Portal, reporter: ReporterActor): Promise<readonly OwnMatter[]> {
  return asActor(portal.db, reporter, async (tx) => {
    const { matters, entries } = await ownRetaliations(tx, reporter.reportId);
    if (matters.length === 0) return [];
    const key = await installationKey(tx, portal, "retaliation");
    return matters.map((matter) => ({
      id: matter.id,
      number: matter.number,
      state: matter.state,
      kind: matter.kind,
      source: matter.source,
      openedAt: matter.openedAt,
      dueAt: matter.dueAt,
      takenAt: matter.takenAt,
      endedAt: matter.endedAt,
      outcome: matter.outcome,
      words: [
        { id: matter.id, isOwn: true, at: matter.openedAt, text: openedText(portal, key, "retaliations", matter) },
        ...entries
          .filter(({ retaliationId }) => retaliationId === matter.id)
          .map((entry) => ({
            id: entry.id,
            isOwn: entry.accountId === null,
            at: entry.createdAt,
            text: openedText(portal, key, "retaliation_entries", entry),
          })),
      ],
    }));
  });
}

/** What a reporter typed that was not taken; it stays on the page. `matterId` is empty for a new matter. */
export interface RefusedRetaliation extends TypedRetaliation {
  readonly matterId: string;
  readonly refusals: readonly (RetaliationRefusalCode | "not_saved")[];
}

const word = z.string().max(100).catch("");
const Typed = z.object({
  matter: z.uuid().catch(""),
  source: word,
  kind: word,
  happenedOn: word,
  contact: word,
  text: z.string().max(100_000).catch(""),
});

/** Records what a receipt's form brought, or adds it to a matter; what is not taken comes back as it was typed. */
export async function takeRetaliationForm(
  { portal }: Pick<AppLoadContext, "portal">,
  find: () => Promise<ReporterActor | null>,
  form: FormData,
  now: Date,
): Promise<"sent" | "no_receipt" | RefusedRetaliation> {
  const { matter: matterId, ...given } = Typed.parse(Object.fromEntries(form));
  const added = form.get(`add-${matterId}`);
  const typed = matterId === "" ? given : { ...given, text: typeof added === "string" ? added : "" };
  const refused = (...refusals: RefusedRetaliation["refusals"]) => ({ ...typed, matterId, refusals });
  try {
    const reporter = await find();
    if (reporter === null) return "no_receipt";
    if (matterId !== "") {
      const done = await addToRetaliation(portal, reporter, { id: matterId, text: typed.text }, now);
      return done === "absent" ? "no_receipt" : "sent";
    }
    const refusals = await recordRetaliation(portal, reporter, typed, now);
    return refusals.length === 0 ? "sent" : refused(...refusals);
  } catch (error) {
    if (error instanceof RetaliationRefusal) return refused(error.code);
    if (isUnavailable(error)) return refused("not_saved");
    throw error;
  }
}

/** The HTTP status of something that was not taken. */
export function refusedRetaliationStatus({ refusals }: RefusedRetaliation): number {
  const [first] = refusals;
  return first === undefined || first === "not_saved" ? 503 : retaliationStatus(first);
}
