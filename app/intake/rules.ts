import { z } from "zod";
import type { IntakeChannel } from "#db/schema/index.ts";
import { momentInBeijing } from "#guidelines/days.ts";

/** In the order in which the form offers them. */
export const channels = ["telephone", "hotline", "in_person", "paper"] as const satisfies readonly IntakeChannel[];

/** How much may be written beside a report. */
export const mostWords = { heardBy: 100, ticket: 60, remarks: 1_000 } as const;

/** What an officer types before they begin to write a report down for somebody. */
export interface TypedIntake {
  readonly channel: string;
  readonly heardDay: string;
  readonly heardHour: string;
  readonly heardBy: string;
  readonly ticket: string;
  readonly remarks: string;
}

/** The same, checked. */
export interface CheckedIntake {
  readonly channel: IntakeChannel;
  readonly heardAt: Date;
  readonly heardBy: string | null;
  readonly ticket: string | null;
  readonly remarks: string | null;
}

export type IntakeProblem = "missing" | "inFuture" | "tooLong";
export type IntakeProblems = Readonly<Partial<Record<keyof TypedIntake, IntakeProblem>>>;

/**
 * Checks what was typed, as of `now`. The moment is read in Beijing time; one minute ahead is forgiven, for clocks
 * differ.
 */
export function checkIntake(
  typed: TypedIntake,
  now: Date,
): { readonly ok: CheckedIntake } | { readonly problems: IntakeProblems } {
  const channel = z.enum(channels).safeParse(typed.channel);
  const heardAt = momentInBeijing(typed.heardDay, typed.heardHour);
  const problems: Partial<Record<keyof TypedIntake, IntakeProblem>> = {};
  if (!channel.success) problems.channel = "missing";
  if (momentInBeijing(typed.heardDay, "00:00") === null) problems.heardDay = "missing";
  else if (heardAt === null) problems.heardHour = "missing";
  else if (heardAt.getTime() > now.getTime() + 60_000) problems.heardDay = "inFuture";
  for (const field of ["heardBy", "ticket", "remarks"] as const) {
    if (typed[field].trim().length > mostWords[field]) problems[field] = "tooLong";
  }
  if (!channel.success || heardAt === null || Object.keys(problems).length > 0) return { problems };
  const words = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    ok: {
      channel: channel.data,
      heardAt,
      heardBy: words(typed.heardBy),
      ticket: words(typed.ticket),
      remarks: words(typed.remarks),
    },
  };
}
