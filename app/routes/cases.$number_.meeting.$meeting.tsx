import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { readPart } from "#app/cases/case-route.ts";
import { cancelMeeting, othersOn, recordMeeting } from "#app/meetings/commands.ts";
import { RecordPage, type RefusedRecord } from "#app/meetings/record-page.tsx";
import { checkRecord, MeetingRefusal, taskRows } from "#app/meetings/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.meetings.recording.title);

const meetingIn = (params: LoaderFunctionArgs["params"]): string => {
  const id = z.uuid().safeParse(params.meeting);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
};

export async function loader(args: LoaderFunctionArgs) {
  const id = meetingIn(args.params);
  const { staff, number, beside } = await readPart(args, "meetings");
  const meeting = beside.meetings.meetings.find((one) => one.id === id);
  if (meeting === undefined) throw new Response(null, { status: 404 });
  return { staff, caseNumber: number, meeting, departments: beside.meetings.departments };
}

const field = z.string().max(100_000).catch("");
const Typed = z.object({
  act: z.enum(["record", "cancel"]).catch("record"),
  version: field,
  heldDay: field,
  heldTime: field,
  people: field,
  discussion: field,
  decision: field,
  reason: field,
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const { actor } = signedIn;
  const one = { caseNumber: caseNumberIn(params), meetingId: meetingIn(params) };
  const form = await formOf(request, context);
  const text = (name: string) => field.parse(form.get(name));
  const { act, reason, ...words } = Typed.parse(Object.fromEntries(form));
  const tasks = Array.from({ length: taskRows }, (_, row) => ({
    department: text(`tasks[${row}].department`),
    what: text(`tasks[${row}].what`),
    until: text(`tasks[${row}].until`),
  }));
  const typed = { ...words, attended: form.getAll("attended").map(String).slice(0, 50), tasks };
  const now = new Date();
  const refused = (over: Partial<RefusedRecord>, status: 409 | 422) =>
    data<RefusedRecord>(
      act === "cancel"
        ? { typed: null, reason, problems: {}, refusal: null, ...over }
        : { typed, reason: null, problems: {}, refusal: null, ...over },
      { status },
    );
  try {
    const answer = await asActor(portal.db, actor, async (tx) => {
      const version = z.coerce.number().int().catch(0).parse(words.version);
      if (act === "cancel") return cancelMeeting(tx, portal, actor, { ...one, version, reason }, now);
      const others = await othersOn(tx, actor, one.caseNumber);
      if (others === null) return "absent" as const;
      const checked = checkRecord(typed, [actor.department, ...others], now);
      if ("problems" in checked) return checked;
      return recordMeeting(tx, portal, actor, { ...one, ...checked.ok }, now);
    });
    if (answer === "absent") throw await absentCase(request, context, signedIn, one.caseNumber);
    if (answer !== "done") return refused({ problems: answer.problems }, 422);
  } catch (error) {
    if (!(error instanceof MeetingRefusal)) throw error;
    return refused({ refusal: error.code }, error.code === "changed_meanwhile" ? 409 : 422);
  }
  return redirect(`/cases/${one.caseNumber}/meetings`, 303);
}

export default function Meeting() {
  return <RecordPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
