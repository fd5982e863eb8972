import type { AppLoadContext } from "@remix-run/node";
import { isUnavailable } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Question } from "#guidelines/edition.ts";
import { draftOf } from "./draft-cookie.ts";
import type { Draft } from "./drafts.ts";
import { fieldOfName } from "./field-names.ts";
import { isPicked } from "./read-value.ts";
import { fieldsOf, type Reading, type Rulebook, readAnswers } from "./reading.ts";
import type { Typed } from "./typed.ts";

/** A request on its way through the guided report. */
export interface Visit {
  readonly portal: Portal;
  readonly rulebook: Rulebook;
  /** Null without a draft, or when it was filed. */
  readonly draft: Draft | null;
  readonly filed: Draft | null;
  /** The store did not answer: what is typed can be shown again, not kept. */
  readonly unavailable: boolean;
}

/** Opens the draft of the request's browser. A store that does not answer is a state of the page, not its end. */
export async function visit(context: AppLoadContext, request: Request): Promise<Visit> {
  const { portal } = context;
  const at = new Date();
  const rulebook = { edition: portal.edition, city: portal.city, at };
  try {
    const draft = await draftOf(portal, request, at);
    const isFiled = draft !== null && draft.content === null;
    return { portal, rulebook, draft: isFiled ? null : draft, filed: isFiled ? draft : null, unavailable: false };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    context.unavailable = true;
    return { portal, rulebook, draft: null, filed: null, unavailable: true };
  }
}

/** Everything that this draft holds, as typed and as read. */
export function readDraft(
  draft: Draft | null,
  rulebook: Rulebook,
  beside: Typed = {},
): { typed: Typed; reading: Reading } {
  const typed = { ...(draft?.content ? fieldsOf(draft.content) : {}), ...beside };
  return { typed, reading: readAnswers(typed, rulebook) };
}

/** Tells fields that are picked from those that are written; the boxes beside a field are picked as well. */
export function choiceTest(questions: readonly Question[]): (name: string) => boolean {
  const byField = new Map(questions.map((question) => [question.field, question]));
  return (name) => {
    const question = byField.get(fieldOfName(name));
    return question === undefined || name !== name.replace(/\.(unknown|hour)$/, "") || isPicked(question);
  };
}

/** Null when the store did not answer: what is typed then stays on the page and can be sent again. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isUnavailable(error)) return null;
    throw error;
  }
}
