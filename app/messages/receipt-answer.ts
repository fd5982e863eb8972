import type { AppLoadContext } from "@remix-run/node";
import { z } from "zod";
import { isUnavailable } from "#app/platform/http.ts";
import type { ReporterActor } from "#db/actor.ts";
import type { RefusedFromReporter } from "./receipt-messages.tsx";
import { type MessageFromReporter, writeAsReporter } from "./reporter-commands.ts";
import { MessageRefusal } from "./rules.ts";

const Kind = z.enum(["message", "answer", "wrong_department"]).catch("message");
const field = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Sends what a receipt's form brought; what is not taken comes back as it was typed, also while the store is away. */
export async function takeFromReporter(
  { portal }: Pick<AppLoadContext, "portal">,
  find: () => Promise<ReporterActor | null>,
  form: FormData,
  now: Date,
): Promise<"sent" | "no_receipt" | RefusedFromReporter> {
  const kind = Kind.parse(form.get("kind"));
  const questionId = z.uuid().catch("").parse(form.get("question"));
  const department = field(form, "department").slice(0, 100);
  const text = field(form, { message: "message", answer: `answer-${questionId}`, wrong_department: "astray" }[kind]);
  const refused = (refusal: RefusedFromReporter["refusal"]) => ({ kind, questionId, department, text, refusal });
  try {
    const reporter = await find();
    if (reporter === null) return "no_receipt";
    await writeAsReporter(portal, reporter, messageOf(kind, { questionId, department, text }), now);
    return "sent";
  } catch (error) {
    if (error instanceof MessageRefusal) return refused(error.code);
    if (isUnavailable(error)) return refused("not_saved");
    throw error;
  }
}

function messageOf(
  kind: RefusedFromReporter["kind"],
  { questionId, department, text }: Pick<RefusedFromReporter, "questionId" | "department" | "text">,
): MessageFromReporter {
  if (kind === "answer") {
    if (questionId === "") throw new MessageRefusal("question_missing");
    return { kind, questionId, text };
  }
  return kind === "message" ? { kind, text } : { kind, department, text };
}

/** The HTTP status of a message that was not taken. */
export function refusedStatus({ refusal }: RefusedFromReporter): 422 | 429 | 503 {
  if (refusal === "not_saved") return 503;
  return refusal === "too_many" ? 429 : 422;
}
