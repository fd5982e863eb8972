import type { CaseView } from "#app/cases/case-view.ts";
import type { PersonView } from "#app/cases/core-view.ts";
import type { DepartmentView } from "#app/cases/department-view.ts";
import { moment } from "#app/copy/when.ts";
import type { SheetSection } from "#app/documents/sheet.ts";
import { formCopy, formLocale, section } from "./words.ts";

const { form } = formCopy.documents;
export const at = (when: Date): string => moment(formLocale, when);

/** The case by its number, its state and what it is about: what every desk on it knows. */
export function matterSection(view: CaseView): SheetSection {
  return section(form.headings.matter, [
    [form.labels.caseNumber, view.number],
    [form.labels.caseState, formCopy.cases.states[view.state]],
    [form.labels.urgency, formCopy.shell.urgency[view.urgency]],
    [form.labels.situations, view.core.situations.map(({ name }) => name).join("；")],
    [form.labels.district, view.core.district],
    [form.labels.openedAt, at(view.openedAt)],
  ]);
}

/** The people of a case by name, as its reader may know them. */
export function peopleSection(people: readonly PersonView[]): SheetSection {
  const { kinds } = formCopy.cases.people;
  return section(
    form.headings.people,
    people.map((person) => [kinds[person.kind], personLine(person)]),
  );
}

function personLine({ name, sex, age, bornOn }: PersonView): string {
  const { cases } = formCopy;
  return [
    name ?? cases.noName,
    sex === null ? null : cases.sexes[sex],
    age === null ? null : form.age(age),
    bornOn === null ? null : form.born(bornOn),
  ]
    .filter((one) => one !== null)
    .join("，");
}

/** Each department on the case: its state, when the work was brought, when it was signed for. */
export function departmentsSection(departments: readonly DepartmentView[]): SheetSection {
  return section(
    form.headings.departments,
    departments.map((one) => [form.office(one.district, one.department), departmentLine(one)]),
  );
}

export function departmentLine({ state, deliveredAt, acceptedAt }: DepartmentView): string {
  return [
    formCopy.triage.states[state],
    form.delivered(at(deliveredAt)),
    acceptedAt === null ? form.notAccepted : form.accepted(at(acceptedAt)),
  ].join("；");
}
