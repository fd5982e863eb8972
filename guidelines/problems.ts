import type { z } from "zod";

/** Everything that can be wrong with a report. Each has a sentence in `app/copy/<locale>/problems.ts`. */
export const reportProblemCodes = [
  "required",
  "unknown_field",
  "not_an_object",
  "not_a_list",
  "not_text",
  "not_a_choice",
  "not_yes_or_no",
  "not_a_date",
  "not_a_moment",
  "not_a_division_code",
  "not_a_phone",
  "not_an_email",
  "not_an_id_number",
  "too_long",
  "too_many",
  "malformed_text",
  "blank_text",
  "repeated_value",
  "situation_needed",
  "child_needed",
  "age_not_whole_years",
  "child_is_adult",
  "born_in_future",
  "born_after_incident",
  "incident_in_future",
  "ends_before_start",
  "anonymous_within_duty",
  "anonymous_with_identity",
  "contact_needed",
  "unknown_edition",
  "unknown_indicator",
  "not_accepted",
] as const;
export type ReportProblem = (typeof reportProblemCodes)[number];
export type ReportProblemAt = { readonly path: string; readonly problem: ReportProblem };

/** For zod: the code that a failed check answers with. */
export const say = (problem: ReportProblem) => ({ error: problem });

const codes: ReadonlySet<string> = new Set(reportProblemCodes);
const isCode = (message: string): message is ReportProblem => codes.has(message);

/** `children[0].name`, as the questions write it. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === "number" ? `${text}[${step}]` : text === "" ? String(step) : `${text}.${String(step)}`,
    "",
  );
}

/** Each problem with the path of its field; an unknown key is named by its own path. */
export function problemsOf(error: z.ZodError): ReportProblemAt[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), problem: "unknown_field" as const }));
    }
    return [{ path: pathText(issue.path), problem: isCode(issue.message) ? issue.message : "not_accepted" }];
  });
}
