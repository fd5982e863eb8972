import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { worksOn } from "#app/joint-work/rules.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { StoredMessage, ThreadMessage } from "./queries.ts";
import { awaitsDesks, openQuestions } from "./rules.ts";
import { messagePlace } from "./writing.ts";

/** One message as its reader sees it. */
export interface EntryView {
  readonly id: string;
  readonly kind: ThreadMessage["kind"];
  readonly author: ThreadMessage["author"];
  /** The name of the department that wrote; null for a reporter or a coordinator. */
  readonly department: string | null;
  /** The officer's name, for officers; never told to a reporter. */
  readonly person: string | null;
  /** The name of the department that is said to be the wrong one. */
  readonly about: string | null;
  readonly at: Date;
  /** Null where it could not be opened. */
  readonly text: string | null;
  readonly isOpenQuestion: boolean;
  /** The question that this answers. */
  readonly answers: string | null;
}

type NameOf = (department: string) => string;

/** The messages of one report in order. The words that go with "the wrong department" stand with it. */
export function entriesOf(
  portal: Pick<Portal, "log">,
  thread: readonly (ThreadMessage & { readonly person?: string | null })[],
  keys: readonly DataKey[],
  nameOf: NameOf,
): readonly EntryView[] {
  const texts = new Map(thread.map((message) => [message.id, textOf(portal, message, keys)]));
  const open = new Set(openQuestions(thread).map(({ id }) => id));
  const wordsOf = new Map(
    thread.flatMap(({ id, kind, inReplyTo }) => (kind === "message" && inReplyTo !== null ? [[inReplyTo, id]] : [])),
  );
  return thread
    .filter(({ kind, inReplyTo }) => !(kind === "message" && inReplyTo !== null))
    .map((message) => ({
      id: message.id,
      kind: message.kind,
      author: message.author,
      department: message.department === null ? null : nameOf(message.department),
      person: message.person ?? null,
      about: message.aboutDepartment === null ? null : nameOf(message.aboutDepartment),
      at: message.createdAt,
      text: texts.get(wordsOf.get(message.id) ?? message.id) ?? null,
      isOpenQuestion: open.has(message.id),
      answers: message.kind === "answer" && message.inReplyTo !== null ? (texts.get(message.inReplyTo) ?? null) : null,
    }));
}

/** What does not open is logged by its place and shown as unreadable, not as empty. */
export function textOf(
  portal: Pick<Portal, "log">,
  { id, sealedText }: Pick<ThreadMessage, "id" | "sealedText">,
  keys: readonly DataKey[],
): string | null {
  return readable(portal, keys, messagePlace(id), sealedText);
}

/** The thread of one report, for those who read the report. */
export interface ThreadView {
  readonly reportId: string;
  readonly reportNumber: string;
  readonly entries: readonly EntryView[];
  readonly awaitsDesks: boolean;
}

export interface ThreadsView {
  /** Whether the reader may ask and tell. */
  readonly mayWrite: boolean;
  readonly threads: readonly ThreadView[];
}

/** What of a case decides who writes to its reporters. */
interface ConversedCase {
  readonly matter: Parameters<typeof worksOn>[1];
  readonly assignments: readonly Parameters<typeof worksOn>[2][number][];
  readonly reports: readonly { readonly id: string; readonly number: string }[];
}

/** The threads of a case's reports, as one officer may see them. */
export function threadsView(
  reader: StaffReader,
  { matter, assignments, reports }: ConversedCase,
  messages: readonly StoredMessage[],
  keys: readonly DataKey[],
): ThreadsView {
  const nameOf: NameOf = (department) => deskNames(reader)(department, "").department;
  return {
    mayWrite: worksOn(reader.signedIn.actor, matter, assignments),
    threads: reports.map(({ id, number }) => {
      const thread = messages
        .filter(({ message }) => message.reportId === id)
        .map(({ message, writer }) => ({ ...message, person: writer }));
      return {
        reportId: id,
        reportNumber: number,
        entries: entriesOf(reader.portal, thread, keys, nameOf),
        awaitsDesks: awaitsDesks(thread),
      };
    }),
  };
}
