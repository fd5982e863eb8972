import { deskNames } from "#app/accounts/reader.ts";
import { type EventView, eventView } from "./event-view.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { placePath, type TimelinePlace } from "./timeline-place.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A page of the timeline, what it is narrowed to, and what it can be narrowed to. */
export interface TimelineView {
  readonly events: readonly EventView[];
  readonly place: TimelinePlace;
  readonly departments: readonly Choice[];
  readonly people: readonly Choice[];
  /** Addresses of the neighbouring pages. */
  readonly older: string | null;
  readonly newer: string | null;
}

export function timelineView(reader: Reader, { matter, timeline }: CaseRecord): TimelineView {
  const { rows, place, actors } = timeline;
  const nameOf = (department: string) => deskNames(reader)(department, "").department;
  const departments = [...new Set(actors.flatMap(({ department }) => department ?? []))];
  const pathFrom = (direction: "older" | "newer", row: (typeof rows)[number] | undefined) =>
    row === undefined ? null : placePath(matter.number, { ...place, from: { direction, id: row.event.id } });
  return {
    events: rows.map((row) => eventView(reader, row)),
    place,
    departments: departments.map((value) => ({ value, label: nameOf(value) })),
    people: actors.map(({ id, name, department }) => ({
      value: id,
      label: department === null ? name : `${nameOf(department)} ${name}`,
    })),
    older: timeline.older ? pathFrom("older", rows[rows.length - 1]) : null,
    newer: timeline.newer ? pathFrom("newer", rows[0]) : null,
  };
}
