import type { CaseView } from "#app/cases/case-view.ts";
import type { Draft, SheetSection } from "#app/documents/sheet.ts";
import { at, departmentsSection, matterSection, peopleSection } from "./case-words.ts";
import { filled, formCopy, section } from "./words.ts";

const { form } = formCopy.documents;

/** 个案摘要: where the case stands on the day of issue. Who reported is never in it. */
export function summaryOf(view: CaseView, officer: string): Draft {
  return {
    addressee: null,
    opening: null,
    sections: filled([
      matterSection(view),
      peopleSection([...view.core.children, ...view.core.people.filter(({ kind }) => kind !== "child")]),
      safetySection(view),
      section(
        form.headings.reports,
        view.reports.map(({ number, filedAt }) => [number, form.filed(at(filedAt))]),
      ),
      departmentsSection(view.departments),
      clocksSection(view),
      section(form.headings.handling, [[form.labels.officer, officer]]),
    ]),
    closing: form.summaryClosing,
  };
}

function safetySection({ core: { told } }: CaseView): SheetSection {
  const { core } = formCopy.cases;
  return section(form.headings.safety, [
    [form.labels.danger, told === null ? null : core.danger[told.danger]],
    [core.whereabouts, told?.whereabouts ?? null],
    [core.place, told?.place ?? null],
    [core.guardianship, told?.guardianship ?? null],
  ]);
}

/** Clocks that have a day: those running, and those that were missed. */
function clocksSection({ departments }: CaseView): SheetSection {
  return section(
    form.headings.clocks,
    departments.flatMap(({ department, clocks }) =>
      clocks.flatMap(({ name, state, dueAt }) =>
        dueAt === null || state === "cancelled"
          ? []
          : [[form.clock(department, name), form.due(at(dueAt), form.clockStates[state])] as const],
      ),
    ),
  );
}
