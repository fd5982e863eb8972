import { isMalformed, trimmed } from "#app/platform/typed-text.ts";

/** Why a message was not taken. Each has its sentence in `app/copy`, messages. */
export const messageRefusals = [
  "text_missing",
  "text_too_long",
  "text_malformed",
  "question_missing",
  "department_missing",
  "too_many",
] as const;
export type MessageRefusalCode = (typeof messageRefusals)[number];

/** The domain says no. Nothing has changed. */
export class MessageRefusal extends Error {
  override readonly name = "MessageRefusal";
  readonly code: MessageRefusalCode;

  constructor(code: MessageRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** How HTTP says a refusal. */
export const messageStatus = (code: MessageRefusalCode): 422 | 429 => (code === "too_many" ? 429 : 422);

export const longestMessage = 5_000;

/** How many messages a reporter may send of one report within an hour. Policy value of the city. */
export const mostMessages = { use: "messages of a report", limit: 20, windowSeconds: 3_600 } as const;

/** The text of a message, trimmed. Throws `MessageRefusal`. */
export function checkMessage(typed: string): string {
  const text = trimmed(typed);
  if (text === "") throw new MessageRefusal("text_missing");
  if (text.length > longestMessage) throw new MessageRefusal("text_too_long");
  if (isMalformed(text)) throw new MessageRefusal("text_malformed");
  return text;
}

interface ThreadEntry {
  readonly id: string;
  readonly kind: string;
  readonly inReplyTo: string | null;
}

/** Questions that nobody has answered yet, the oldest first. */
export function openQuestions<T extends ThreadEntry>(thread: readonly T[]): readonly T[] {
  const answered = new Set(thread.flatMap(({ kind, inReplyTo }) => (kind === "answer" ? (inReplyTo ?? []) : [])));
  return thread.filter(({ id, kind }) => kind === "question" && !answered.has(id));
}

/**
 * Whether the reporter waits for a word of the desks: what they wrote last was no answer to a question, and nobody has
 * written since. The words that go with "this department is the wrong one" count with it.
 */
export function awaitsDesks(thread: readonly { readonly author: string; readonly kind: string }[]): boolean {
  const last = thread.at(-1);
  return last !== undefined && last.author === "reporter" && last.kind !== "answer";
}
