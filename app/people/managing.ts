import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { formatHandedCode } from "#app/accounts/handed-code.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";
import { handLink, type Managed, resetSecondFactors, switchOff, switchOn } from "./commands.ts";
import { listInvitations, withdrawInvitation } from "./invitations.ts";
import { inWords } from "./people-view.ts";
import { listPeople, PeopleFilter, readPerson } from "./queries.ts";
import {
  holdsWork,
  leavingReasons,
  linkReasons,
  managers,
  resetReasons,
  returningReasons,
  rolesGivenBy,
} from "./rules.ts";

/** The people whom somebody manages, and the invitations to become one. */
export async function loadPeople(context: AppLoadContext, request: Request) {
  const signedIn = await requireAccount(request, context, managers);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const query = new URL(request.url).searchParams;
  const filter = PeopleFilter.parse(
    Object.fromEntries(["q", "role", "state", "after"].map((key) => [key, query.get(key)])),
  );
  const now = new Date();
  const { found, invitations } = await asActor(portal.db, actor, async (tx) => ({
    found: await listPeople(tx, filter),
    invitations: await listInvitations(tx, now),
  }));
  return {
    staff: staffOf(signedIn, portal, locale),
    filter,
    roles: rolesGivenBy(actor.kind),
    people: found.people.map((person) => ({
      ...inWords(portal, locale, person),
      isSelf: person.id === actor.accountId,
    })),
    next: found.next,
    invitations: invitations.map((invitation) => inWords(portal, locale, invitation)),
    told: query.get("told") === "withdrawn" ? ("withdrawn" as const) : query.has("told") ? ("gone" as const) : null,
  };
}
export type PeopleModel = Awaited<ReturnType<typeof loadPeople>>;

const Withdrawal = z.object({ invitation: z.uuid() });

/** Takes an invitation back. */
export async function submitPeople(context: AppLoadContext, request: Request) {
  const { actor } = await requireAccount(request, context, managers);
  const form = await formOf(request, context);
  const parsed = Withdrawal.safeParse({ invitation: form.get("invitation") });
  if (!parsed.success) throw new Response(null, { status: 400 });
  const withdrawn = await asActor(context.portal.db, actor, (tx) =>
    withdrawInvitation(tx, parsed.data.invitation, new Date()),
  );
  return redirect(`/people?told=${withdrawn ? "withdrawn" : "gone"}#invitations`, 303);
}

const personId = z.uuid();
const absent = () => new Response(null, { status: 404 });
const doneWords = ["off", "on", "reset"] as const;
const acts = [...doneWords, "link"] as const;
export type PersonAct = (typeof acts)[number];

/** One person whom the reader manages; anybody else is absent. */
export async function loadPerson(context: AppLoadContext, request: Request, id: string | undefined) {
  const signedIn = await requireAccount(request, context, managers);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const parsed = personId.safeParse(id);
  if (!parsed.success) throw absent();
  const person = await asActor(portal.db, actor, (tx) => readPerson(tx, parsed.data));
  if (person === null) throw absent();
  const told = new URL(request.url).searchParams.get("done");
  return {
    staff: staffOf(signedIn, portal, locale),
    person: {
      ...inWords(portal, locale, person),
      isSelf: person.id === actor.accountId,
      holdsWork: holdsWork(person.role),
    },
    done: doneWords.find((word) => word === told) ?? null,
  };
}
export type PersonModel = Awaited<ReturnType<typeof loadPerson>>;

const Act = z.discriminatedUnion("act", [
  z.object({ act: z.literal("off"), reason: z.enum(leavingReasons) }),
  z.object({ act: z.literal("on"), reason: z.enum(returningReasons) }),
  z.object({ act: z.literal("reset"), reason: z.enum(resetReasons) }),
  z.object({ act: z.literal("link"), reason: z.enum(linkReasons) }),
]);

export type PersonProblem = Exclude<Managed["outcome"], "done" | "absent"> | "reason_missing" | "off";

/** What came of an act that leads to no other page: what is to be put right, or a link to hand over, shown this once. */
export type PersonAnswer =
  | { readonly act: PersonAct; readonly problem: PersonProblem; readonly link?: undefined }
  | {
      readonly problem?: undefined;
      readonly link: { readonly url: string; readonly code: string; readonly until: Date };
    };

/** Switches an account off or on, resets its second factors, or makes a link to a new password. */
export async function submitPerson(context: AppLoadContext, request: Request, id: string | undefined) {
  const { actor } = await requireAccount(request, context, managers);
  const form = await formOf(request, context);
  const parsedId = personId.safeParse(id);
  if (!parsedId.success) throw absent();
  const act = acts.find((word) => word === form.get("act"));
  if (act === undefined) throw new Response(null, { status: 400 });
  const refuse = (problem: PersonProblem, status: number) => data<PersonAnswer>({ act, problem }, { status });
  const parsed = Act.safeParse({ act, reason: form.get(`reason-${act}`) });
  if (!parsed.success) return refuse("reason_missing", 422);
  const { portal } = context;
  const managed = await asActor(portal.db, actor, (tx): Promise<Managed | Awaited<ReturnType<typeof handLink>>> => {
    const { data: wanted } = parsed;
    if (wanted.act === "off") return switchOff(tx, actor, parsedId.data, wanted.reason, new Date());
    if (wanted.act === "on") return switchOn(tx, actor, parsedId.data, wanted.reason);
    if (wanted.act === "reset") return resetSecondFactors(tx, actor, parsedId.data, wanted.reason);
    return handLink(tx, portal, actor, { id: parsedId.data, reason: wanted.reason }, new Date());
  });
  const { outcome } = managed;
  if (outcome === "absent") throw absent();
  if (outcome !== "done") return refuse(outcome, outcome === "self" ? 403 : 409);
  if ("code" in managed) {
    const code = formatHandedCode(managed.code);
    const url = `${portal.config.portalUrl}/sign-in/new-password#${code}`;
    return data<PersonAnswer>({ link: { url, code, until: managed.expiresAt } });
  }
  return redirect(`/people/${parsedId.data}?done=${act}`, 303);
}
