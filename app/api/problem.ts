import { copyFor, type Locale } from "#app/copy/index.ts";
import type { ReportProblemAt } from "#guidelines/problems.ts";

/** A problem document of RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Says what is wrong and what to do, in the client's language. */
export function problem(
  status: number,
  words: { readonly title: string; readonly detail: string },
  { errors, headers }: { errors?: Problem["errors"]; headers?: HeadersInit } = {},
): Response {
  const body: Problem = { status, ...words, ...(errors ? { errors } : {}) };
  const response = new Headers(headers);
  response.set("Content-Type", "application/problem+json; charset=utf-8");
  return new Response(JSON.stringify(body), { status, headers: response });
}

/** The problems of a report, each with the path of its field. */
export function reportProblem(locale: Locale, problems: readonly ReportProblemAt[]): Response {
  const copy = copyFor(locale);
  return problem(422, copy.api.notAccepted, {
    errors: problems.map(({ path, problem: code }) => ({ path, message: copy.problems[code] })),
  });
}
