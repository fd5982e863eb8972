import { z } from "zod";
import { type CaseEventKind, caseEventKinds } from "#db/schema/index.ts";
import { type EventGroup, eventGroups, type TimelinePlace } from "./timeline-place.ts";

const groups: Readonly<Partial<Record<CaseEventKind, EventGroup>>> = {
  report_filed: "reports",
  further_report: "reports",
  report_joined: "reports",
  supplement_added: "reports",
  report_acknowledged: "reports",
  cases_joined: "reports",
  kept_apart: "reports",
  join_undone: "reports",
  routed: "work",
  assignment_accepted: "work",
  assignment_started: "work",
  assignment_closed: "work",
  objection_raised: "work",
  objection_upheld: "work",
  objection_overruled: "work",
  assignment_transferred: "work",
  assignment_returned: "work",
  transfer_recalled: "work",
  department_brought_in: "work",
  officer_recused: "work",
  officer_changed: "work",
  assessment_made: "assessment",
  urgency_changed: "assessment",
  inquiry_asked: "inquiries",
  inquiry_answered: "inquiries",
  inquiry_withdrawn: "inquiries",
  meeting_planned: "meetings",
  meeting_held: "meetings",
  meeting_cancelled: "meetings",
  meeting_task_done: "meetings",
  visit_recorded: "meetings",
  child_registered: "meetings",
  child_left_register: "meetings",
  intervention_proposed: "interventions",
  intervention_approved: "interventions",
  intervention_declined: "interventions",
  intervention_withdrawn: "interventions",
  intervention_started: "interventions",
  intervention_step: "interventions",
  intervention_reviewed: "interventions",
  intervention_ended: "interventions",
  evidence_added: "evidence",
  note_shared_with_all: "evidence",
  reporter_asked: "reporter",
  reporter_answered: "reporter",
  reporter_wrote: "reporter",
  report_astray: "reporter",
  result_told: "reporter",
  result_corrected: "reporter",
  identity_opened: "looking",
  emergency_access: "looking",
  clock_breached: "clocks",
};

/** What has no group of its own is the case's: opened, closed, sealed, held. */
const groupOf = (kind: CaseEventKind): EventGroup => groups[kind] ?? "case";

export const kindsIn = (group: EventGroup): readonly CaseEventKind[] =>
  caseEventKinds.filter((kind) => groupOf(kind) === group);

/** Entries on one page of a timeline. */
export const entriesAtOnce = 50;

/** The most that stand on paper. */
export const entriesOnPaper = 500;

const Asked = z.object({
  group: z.enum(eventGroups).nullable().catch(null),
  department: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .nullable()
    .catch(null),
  who: z.uuid().nullable().catch(null),
  older: z.uuid().nullable().catch(null),
  newer: z.uuid().nullable().catch(null),
});

/** The place that an address asks for; what it does not say, or says wrongly, narrows nothing. */
export function readPlace(params: URLSearchParams): TimelinePlace {
  const { group, department, who, older, newer } = Asked.parse({
    group: params.get("group"),
    department: params.get("department"),
    who: params.get("who"),
    older: params.get("older"),
    newer: params.get("newer"),
  });
  const from =
    older !== null
      ? ({ direction: "older", id: older } as const)
      : newer !== null
        ? ({ direction: "newer", id: newer } as const)
        : null;
  return { group, department, who, from };
}
