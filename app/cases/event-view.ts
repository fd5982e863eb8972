import { deskNames } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import { clockName } from "#app/triage/queue-view.ts";
import { type ResultOutcome, resultOutcomes } from "#db/schema/index.ts";
import { interventionName, interventionTarget } from "#guidelines/tell.ts";
import type { Reader } from "./reader.ts";
import type { StoredEvent } from "./timeline-queries.ts";

/** One line of the timeline in words: what, by whom, when. */
export interface EventView {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  /** Desk and person; null where the portal acted by itself. */
  readonly by: string | null;
}

export function eventView(reader: Reader, { event, who, whose }: StoredEvent): EventView {
  const words = copyFor(reader.locale).cases;
  const name = deskNames(reader);
  const desk = event.department === null ? null : name(event.department, event.district ?? "");
  const actingDesk = whose === null ? null : name(whose, event.district ?? "").department;
  return {
    id: event.id,
    at: event.at,
    what: whatHappened(reader, event),
    by:
      who === null
        ? event.kind === "clock_breached" && desk !== null
          ? words.desk(desk.department, desk.district)
          : null
        : actingDesk === null
          ? who
          : words.eventBy(actingDesk, who),
  };
}

/** What the event says. Details hold codes and numbers only, so that nothing here can name a person. */
function whatHappened(reader: Reader, { kind, details }: StoredEvent["event"]): string {
  const { cases, feedback, shell } = copyFor(reader.locale);
  const { events } = cases;
  const detail = (key: string): string => String(details[key] ?? "");
  const target = () => {
    const { department, district } = deskNames(reader)(detail("department"), detail("district"));
    return cases.desk(department, district);
  };
  const level = (key: string) => {
    const code = detail(key);
    return code === "critical" || code === "urgent" || code === "serious" ? shell.urgency[code] : code;
  };
  switch (kind) {
    case "report_filed":
    case "further_report":
    case "reporter_asked":
    case "reporter_answered":
    case "reporter_wrote":
    case "report_astray":
      return events[kind](detail("reportNumber"));
    case "result_told":
    case "result_corrected":
      return events[kind](outcomeName(feedback.outcomes, detail("outcome")));
    case "routed":
      return events.routed(detail("departments"));
    case "objection_upheld":
    case "assignment_transferred":
    case "assignment_returned":
    case "transfer_recalled":
    case "department_brought_in":
      return events[kind](target());
    case "cases_joined":
    case "kept_apart":
    case "join_undone":
      return events[kind](detail("number"));
    case "inquiry_asked":
    case "inquiry_answered":
    case "inquiry_withdrawn":
      return events[kind](deskNames(reader)(detail("department"), "").department);
    case "urgency_changed":
      return events.urgency_changed(level("from"), level("to"));
    case "clock_breached":
      return events.clock_breached(clockName(reader.portal, reader.locale, detail("clock")));
    case "intervention_proposed":
    case "intervention_approved":
    case "intervention_declined":
    case "intervention_withdrawn":
    case "intervention_started":
    case "intervention_reviewed":
      return events[kind](interventionName(reader.portal.edition, reader.locale, detail("kind")));
    case "intervention_step":
    case "intervention_ended": {
      const { edition } = reader.portal;
      const named = (id: string) => interventionName(edition, reader.locale, id);
      return events[kind](
        named(detail("kind")),
        interventionTarget(edition, reader.locale, detail("kind"), detail("target")),
      );
    }
    default:
      return events[kind];
  }
}

const outcomeName = (names: Readonly<Record<ResultOutcome, string>>, code: string): string =>
  names[resultOutcomes.find((one) => one === code) ?? "handling"];
