import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { readPart } from "#app/cases/case-route.ts";
import { finishTask } from "#app/meetings/commands.ts";
import { MeetingRefusal } from "#app/meetings/rules.ts";
import { TaskPage } from "#app/meetings/task-page.tsx";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.meetings.tasks.title);

const taskIn = (params: LoaderFunctionArgs["params"]): string => {
  const id = z.uuid().safeParse(params.task);
  if (!id.success) throw new Response(null, { status: 404 });
  return id.data;
};

export async function loader(args: LoaderFunctionArgs) {
  const id = taskIn(args.params);
  const { staff, number, beside } = await readPart(args, "meetings");
  const task = beside.meetings.meetings.flatMap(({ tasks }) => tasks).find((one) => one.id === id);
  if (task === undefined) throw new Response(null, { status: 404 });
  return { staff, caseNumber: number, task, now: new Date() };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const { actor } = signedIn;
  const caseNumber = caseNumberIn(params);
  const taskId = taskIn(params);
  const result = z
    .string()
    .max(100_000)
    .catch("")
    .parse((await formOf(request, context)).get("result"));
  try {
    const found = await asActor(portal.db, actor, (tx) =>
      finishTask(tx, portal, actor, { caseNumber, taskId, result }, new Date()),
    );
    if (found === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof MeetingRefusal)) throw error;
    return data({ typed: result, refusal: error.code }, { status: error.code === "done_meanwhile" ? 409 : 422 });
  }
  return redirect(`/cases/${caseNumber}/meetings#task-${taskId}`, 303);
}

export default function Task() {
  const refused = useActionData<typeof action>();
  return (
    <TaskPage {...useLoaderData<typeof loader>()} typed={refused?.typed ?? ""} refusal={refused?.refusal ?? null} />
  );
}
