import { z } from "zod";

/** What one worker process runs side by side. A slow mail server, or a large film, must not hold up the routing of a report. */
export const queues = {
  routing: { concurrency: 4 },
  mail: { concurrency: 4 },
  evidence: { concurrency: 2 },
  upkeep: { concurrency: 1 },
} as const satisfies Record<string, { readonly concurrency: number }>;

export type QueueName = keyof typeof queues;
export const queueNames: readonly QueueName[] = ["routing", "mail", "evidence", "upkeep"];

/** Waiting before a repeat: doubles from `fromMs` up to `upToMs`. */
export interface Backoff {
  readonly fromMs: number;
  readonly upToMs: number;
}

/** When a job comes by itself: every so often, or by a cron pattern in Beijing time. */
export type Schedule = { readonly everyMs: number } | { readonly pattern: string; readonly timeZone: "Asia/Shanghai" };

export interface JobKind<N extends string = string, P extends z.ZodType = z.ZodType> {
  readonly job: N;
  readonly queue: QueueName;
  /** Ids only: the queue keeps payloads in clear, and a handler reads the row again anyway. */
  readonly payload: P;
  readonly attempts: number;
  readonly backoff: Backoff;
  /** After this the attempt counts as failed and the handler's signal is aborted. */
  readonly timeLimitMs: number;
  readonly schedule?: Schedule;
}

const second = 1_000;
const minute = 60 * second;

/**
 * Every background job. A kind without schedule is promised by an outbox row, which also carries its
 * priority; a scheduled kind comes by itself and is simply run again next time when it fails.
 */
export const catalogue = {
  /** Two and a half hours of attempts: a database that is away for a while must not leave a report unrouted. */
  "route-report": {
    job: "route-report",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), reportId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: 30 * second,
  },
  /** About a day of attempts: mail servers are repaired in office hours. */
  "send-mail": {
    job: "send-mail",
    queue: "mail",
    payload: z.strictObject({ v: z.literal(1), noticeId: z.uuid() }),
    attempts: 30,
    backoff: { fromMs: 5 * second, upToMs: 60 * minute },
    timeLimitMs: minute,
  },
  /** Like a report itself: what was added must not lie unread because a database was away. */
  "bring-supplement": {
    job: "bring-supplement",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), supplementId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  "bring-late-file": {
    job: "bring-late-file",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), evidenceId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  /** For as long as the link in it lives, about an hour. */
  "send-password-letter": {
    job: "send-password-letter",
    queue: "mail",
    payload: z.strictObject({ v: z.literal(1), linkId: z.uuid() }),
    attempts: 16,
    backoff: { fromMs: 5 * second, upToMs: 5 * minute },
    timeLimitMs: minute,
  },
  /** As "send-mail", to a reporter who left an address. */
  "tell-reporter": {
    job: "tell-reporter",
    queue: "mail",
    payload: z.strictObject({ v: z.literal(1), noticeId: z.uuid() }),
    attempts: 30,
    backoff: { fromMs: 5 * second, upToMs: 60 * minute },
    timeLimitMs: minute,
  },
  /** Tried for about a day while the scanner or the storage is away; what cannot be drawn is no failure. */
  "examine-evidence": {
    job: "examine-evidence",
    queue: "evidence",
    payload: z.strictObject({ v: z.literal(1), evidenceId: z.uuid() }),
    attempts: 30,
    backoff: { fromMs: 5 * second, upToMs: 60 * minute },
    timeLimitMs: 15 * minute,
  },
  "remove-evidence": {
    job: "remove-evidence",
    queue: "evidence",
    payload: z.strictObject({ v: z.literal(1), evidenceId: z.uuid() }),
    attempts: 30,
    backoff: { fromMs: 5 * second, upToMs: 60 * minute },
    timeLimitMs: 5 * minute,
  },
  /** The queues of all desks on a case must show how urgent it is now. */
  "follow-urgency": {
    job: "follow-urgency",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), caseId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  /** As long as mail: whoever has left must not stay in charge because a database was away. */
  "hand-back-work": {
    job: "hand-back-work",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), accountId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  /** Who is to know of a 紧急调阅 at once must hear of it, even after a night without a database. */
  "tell-people": {
    job: "tell-people",
    queue: "routing",
    payload: z.strictObject({
      v: z.literal(1),
      about: z.enum([
        "emergency_access",
        "identity_request",
        "identity_decided",
        "inquiry_asked",
        "inquiry_answered",
        "officer_recused",
        "recovery_code_used",
        "audit_chain_broken",
        "match_proposed",
        "cases_joined",
        "join_undone",
        "supplement_added",
        "report_astray",
        "message_added",
        "retaliation_recorded",
        "evidence_added",
        "second_factors_reset",
        "password_link_handed",
        "work_sent",
        "work_came_back",
        "work_reassigned",
        "clock_warned",
        "clock_breached",
        "clock_to_procuratorate",
        "clock_to_coordinator",
        "intervention_proposed",
        "intervention_decided",
      ]),
      subjectId: z.uuid(),
    }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  /** What somebody decided about two cases must come about, even after hours without a database. */
  "join-cases": {
    job: "join-cases",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), joinId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  "undo-join": {
    job: "undo-join",
    queue: "routing",
    payload: z.strictObject({ v: z.literal(1), joinId: z.uuid() }),
    attempts: 24,
    backoff: { fromMs: second, upToMs: 10 * minute },
    timeLimitMs: minute,
  },
  "sweep-clocks": {
    job: "sweep-clocks",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 1,
    backoff: { fromMs: second, upToMs: second },
    timeLimitMs: minute,
    schedule: { everyMs: minute },
  },
  /** Who reads what changes with every case, account and recusal, so that it is looked at again and again. */
  "list-unheld-pairs": {
    job: "list-unheld-pairs",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 1,
    backoff: { fromMs: second, upToMs: second },
    timeLimitMs: minute,
    schedule: { everyMs: 5 * minute },
  },
  /** For what an earlier release filed without them: finds nothing once all is done. With an id: goes on after it. */
  "keep-traits": {
    job: "keep-traits",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1), after: z.uuid().optional() }),
    attempts: 5,
    backoff: { fromMs: 10 * second, upToMs: 10 * minute },
    timeLimitMs: 5 * minute,
    schedule: { everyMs: 60 * minute },
  },
  "remove-expired-drafts": {
    job: "remove-expired-drafts",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 5,
    backoff: { fromMs: 10 * second, upToMs: 10 * minute },
    timeLimitMs: 5 * minute,
    schedule: { pattern: "0 20 3 * * *", timeZone: "Asia/Shanghai" },
  },
  "remove-expired-sessions": {
    job: "remove-expired-sessions",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 5,
    backoff: { fromMs: 10 * second, upToMs: 10 * minute },
    timeLimitMs: 5 * minute,
    schedule: { pattern: "0 40 3 * * *", timeZone: "Asia/Shanghai" },
  },
  /** Just after midnight in Beijing, for the day that has ended. */
  "sign-audit-head": {
    job: "sign-audit-head",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 12,
    backoff: { fromMs: 10 * second, upToMs: 30 * minute },
    timeLimitMs: minute,
    schedule: { pattern: "0 5 0 * * *", timeZone: "Asia/Shanghai" },
  },
  /** By night without an id: begins a check. With one: does the check's next part. */
  "verify-audit-chain": {
    job: "verify-audit-chain",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1), verificationId: z.uuid().optional() }),
    attempts: 8,
    backoff: { fromMs: 5 * second, upToMs: 10 * minute },
    timeLimitMs: 5 * minute,
    schedule: { pattern: "0 20 1 * * *", timeZone: "Asia/Shanghai" },
  },
  "seal-cases": {
    job: "seal-cases",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 5,
    backoff: { fromMs: 10 * second, upToMs: 10 * minute },
    timeLimitMs: 30 * minute,
    schedule: { pattern: "0 10 2 * * *", timeZone: "Asia/Shanghai" },
  },
  "destroy-cases": {
    job: "destroy-cases",
    queue: "upkeep",
    payload: z.strictObject({ v: z.literal(1) }),
    attempts: 5,
    backoff: { fromMs: 10 * second, upToMs: 10 * minute },
    timeLimitMs: 30 * minute,
    schedule: { pattern: "0 50 2 * * *", timeZone: "Asia/Shanghai" },
  },
} as const satisfies { readonly [N in string]: JobKind<N> };

export type JobName = keyof typeof catalogue;

export function isJobName(kind: string): kind is JobName {
  return Object.hasOwn(catalogue, kind);
}

/** The kind's own entry, in the form that all kinds share. */
export function kindOf(name: JobName): JobKind {
  return catalogue[name];
}

/** Kinds that come by themselves, each with its schedule. */
export function scheduledKinds(): readonly { readonly job: JobName; readonly schedule: Schedule }[] {
  return Object.keys(catalogue)
    .filter(isJobName)
    .flatMap((job) => {
      const { schedule } = kindOf(job);
      return schedule === undefined ? [] : [{ job, schedule }];
    });
}

/**
 * How long the attempt after `attemptsMade` waits. Half of the wait is left to chance, so that what failed
 * together does not come back together.
 */
export function backoffDelay({ fromMs, upToMs }: Backoff, attemptsMade: number, chance: number): number {
  const whole = Math.min(upToMs, fromMs * 2 ** Math.min(Math.max(attemptsMade, 1) - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * chance);
}
