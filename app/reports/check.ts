import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { type Copy, copyFor, type Locale, text } from "#app/copy/index.ts";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { formOf } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { ReadBack } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";
import { type Decision, decide } from "#guidelines/route.ts";
import { type CheckGroup, changeAt, checkGroups } from "./check-groups.ts";
import type { Draft } from "./drafts.ts";
import { filesOfDraft } from "./evidence-files.ts";
import { allowFiling, fileDraft } from "./file-draft.ts";
import { orUnavailable, readDraft, visit } from "./guide.ts";
import { addressOf, firstPage, problemsOn } from "./onward.ts";
import { draftShown, type PageModel } from "./page-model.ts";
import { problemText } from "./problem-text.ts";
import type { Reading, Rulebook } from "./reading.ts";
import { checkPage, neighbours, type Step, stepsOf } from "./steps.ts";
import { readBackOf, readBacksFor } from "./taken-down.ts";
import type { Typed } from "./typed.ts";
import type { UnitTold } from "./unit-choice.tsx";
import { unitListingOf, unitName } from "./units.ts";

/** The last page: everything once more, what is still open, and who will be told. */
export interface CheckModel {
  readonly step: { readonly number: number; readonly of: number };
  readonly title: string;
  readonly lead: string;
  readonly groups: readonly CheckGroup[];
  readonly open: readonly { readonly text: string; readonly change: string }[];
  /** Null as long as something is open. */
  readonly tells: {
    readonly departments: readonly { readonly name: string; readonly why: string }[];
    readonly urgency: Decision["urgency"]["level"];
    readonly urgentBecause: string;
  } | null;
  readonly anonymous: boolean;
  readonly back: string;
  readonly draft: PageModel["draft"];
  /** What the reporter's unit would learn; null where no unit would. */
  readonly unit: UnitTold | null;
  readonly undeclared: boolean;
  /** What is asked of an officer who writes it down for somebody; null where the reporter writes. */
  readonly readingBack: ReadingBack | null;
  readonly unsaved: boolean;
}

/** Whether it was read back: the answers there are, the one that was chosen, and whether one is missing. */
export interface ReadingBack {
  readonly options: readonly ReadBack[];
  readonly chosen: ReadBack | null;
  readonly isMissing: boolean;
}

/** What must still be answered or changed on any page, each with the way there. */
function openPoints(steps: readonly Step[], reading: Reading, typed: Typed, locale: Locale): CheckModel["open"] {
  const copy = copyFor(locale);
  return steps.flatMap(({ page, questions }) =>
    problemsOn(questions, reading, typed, "whole").map(({ name, problem }) => {
      const question = questions.find(({ field }) => name.replace(/\[\d+\]/, "[]") === field);
      const label = question ? text(locale, question.label) : "";
      const message =
        question === undefined || problem === "required"
          ? label || copy.problems[problem]
          : copy.report.fieldError(label, problemText(copy, question, problem));
      return { text: copy.report.check.openPoint(text(locale, page.title), message), change: changeAt(page.id, name) };
    }),
  );
}

/** The report as it is filed from here: the record of 110 and 120 is part of it. */
function reportToFile({ report }: Reading, draft: Draft): Report {
  const shown = draft.content?.emergency != null;
  return shown ? { ...report, safety: { ...report.safety, callEmergencyShown: true } } : report;
}

/** That 110 and 120 were shown is part of the report, so it is read back with the rest. */
function withEmergency(groups: readonly CheckGroup[], draft: Draft, { report }: Copy): readonly CheckGroup[] {
  const answer = draft.content?.emergency ?? null;
  if (answer === null) return groups;
  const row = {
    label: report.check.emergencyShown,
    value: report.check[answer],
    change: "/report/emergency?from=check",
  };
  return groups.map((group) => (group.id === firstPage ? { ...group, rows: [...group.rows, row] } : group));
}

interface Everything {
  readonly draft: Draft;
  readonly rulebook: Rulebook;
  readonly typed: Typed;
  readonly reading: Reading;
  readonly steps: readonly Step[];
}

function checkModel(
  { draft, rulebook, typed, reading, steps }: Everything,
  locale: Locale,
  shown: Partial<Pick<CheckModel, "unit" | "undeclared" | "unsaved">> & { readonly readBack?: ReadBack | null } = {},
): CheckModel {
  const { edition, city, at } = rulebook;
  const copy = copyFor(locale);
  const page = steps.at(-1)?.page;
  const open = openPoints(steps, reading, typed, locale);
  const decision = open.length > 0 ? null : decide(edition, city, reportToFile(reading, draft), { at });
  const nameOf = (id: string) => {
    const department = edition.departments.find((one) => one.id === id);
    return department === undefined ? id : text(locale, department.name);
  };
  return {
    step: { number: steps.length, of: steps.length },
    title: page ? text(locale, page.title) : "",
    lead: page ? text(locale, page.lead) : "",
    groups: withEmergency(checkGroups(steps, typed, { copy, locale, edition, city }), draft, copy),
    open,
    tells: decision && {
      departments: decision.assignments.map(({ department, why }) => ({
        name: nameOf(department),
        why: text(locale, why),
      })),
      urgency: decision.urgency.level,
      urgentBecause: text(locale, decision.urgency.why),
    },
    anonymous: reading.answers.reporter.anonymous,
    back: addressOf(neighbours(steps, checkPage).before ?? checkPage),
    draft: draftShown(draft),
    unit: shown.unit ?? null,
    undeclared: shown.undeclared ?? false,
    readingBack: readingBack(draft, shown.readBack),
    unsaved: shown.unsaved ?? false,
  };
}

/** `chosen` is undefined as long as nothing was sent. */
function readingBack(draft: Draft, chosen: ReadBack | null | undefined): ReadingBack | null {
  const takenDown = draft.content?.takenDown ?? null;
  if (takenDown === null) return null;
  const options = readBacksFor(takenDown.channel);
  const known = options.find((option) => option === chosen) ?? null;
  return { options, chosen: known, isMissing: chosen !== undefined && known === null };
}

const everything = (draft: Draft, rulebook: Rulebook): Everything => {
  const { typed, reading } = readDraft(draft, rulebook);
  return { draft, rulebook, typed, reading, steps: stepsOf(rulebook.edition, reading) };
};

/** What the unit would learn of this draft's report; `withhold` as it was ticked. */
async function unitTold(portal: Portal, { draft, reading }: Everything, withhold: boolean): Promise<UnitTold | null> {
  const { unitId, withheld } = await unitListingOf(portal, draft, reportToFile(reading, draft));
  if (withheld) return { name: null, withhold: true };
  const name = unitId === null ? null : await unitName(portal, unitId);
  return name === null ? null : { name, withhold };
}

/** The page, and the files that would be filed; without a model when the store does not answer. */
export async function loadCheck(
  context: AppLoadContext,
  request: Request,
): Promise<{ readonly model: CheckModel | null; readonly files: FilesOfReport | null }> {
  const { portal, draft, filed, rulebook, unavailable } = await visit(context, request);
  if (unavailable) return { model: null, files: null };
  if (filed !== null) throw redirect("/report/receipt", 303);
  if (draft === null) throw redirect("/report?lost", 303);
  const files = await filesOfDraft(portal, draft);
  const now = everything(draft, rulebook);
  const unit = await unitTold(portal, now, false);
  return { model: checkModel(now, context.locale, { unit }), files };
}

/** Files the report when nothing is open and the declaration is made. Every answer leads to the one receipt. */
export async function submitCheck(context: AppLoadContext, request: Request) {
  const form = await formOf(request, context);
  const declared = form.get("declaration") === "true";
  const withhold = form.get("withholdUnit") === "true";
  const readBack = readBackOf(form);
  const arrived = await visit(context, request);
  const { draft, filed, rulebook } = arrived;
  if (arrived.unavailable) return data({ model: null }, { status: 503 });
  if (filed !== null) return redirect("/report/receipt", 303);
  if (draft === null) return redirect("/report?lost", 303);
  const now = everything(draft, rulebook);
  const unit = await orUnavailable(() => unitTold(arrived.portal, now, withhold));
  const model = checkModel(now, context.locale, { unit, undeclared: !declared, readBack });
  const unread = model.readingBack?.isMissing ?? false;
  if (!declared || unread || model.open.length > 0) return data({ model }, { status: 422 });
  const answer = await orUnavailable(async () => {
    await allowFiling(context);
    return fileDraft(arrived, draft, reportToFile(now.reading, draft), { tellUnit: !withhold, readBack });
  });
  return answer ?? data({ model: checkModel(now, context.locale, { unit, unsaved: true, readBack }) }, { status: 503 });
}
