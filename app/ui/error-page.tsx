import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import type { Copy } from "#app/copy/index.ts";
import { LinkButton } from "./button.tsx";
import { useCopy, usePage } from "./page-context.tsx";
import { ReporterLayout } from "./reporter-layout.tsx";

/** The HTTP status that an error stands for. */
export function statusOf(error: unknown, unavailable: boolean): number {
  if (isRouteErrorResponse(error)) return error.status;
  return unavailable ? 503 : 500;
}

type ErrorWords = Copy["errors"]["pages"][404];

/** What a status means and what to do next; a status without words of its own takes those of its family. */
export function wordsFor(copy: Copy, status: number): ErrorWords {
  const pages: Readonly<Record<number, ErrorWords>> = copy.errors.pages;
  return pages[status] ?? (status < 500 ? copy.errors.pages[400] : copy.errors.pages[500]);
}

/** Stands in for any page that could not be shown. */
export function ErrorPage() {
  const error = useRouteError();
  const copy = useCopy();
  const { unavailable, requestId } = usePage();
  const status = statusOf(error, unavailable);
  const words = wordsFor(copy, status);
  return (
    <ReporterLayout>
      <p className="text-fine font-medium text-soft tabular-nums">{status}</p>
      <h1 className="mt-1 text-h1">{words.title}</h1>
      <p className="mt-4 max-w-xl text-lead">{words.what}</p>
      <p className="mt-2 max-w-xl">{words.next}</p>
      <p className="mt-8 flex flex-wrap gap-3">
        <LinkButton to="/" kind="primary" reloadDocument>
          {copy.errors.toHome}
        </LinkButton>
        <LinkButton to="/report" reloadDocument>
          {copy.errors.toReport}
        </LinkButton>
        <LinkButton to="/receipt" reloadDocument>
          {copy.errors.toReceipt}
        </LinkButton>
      </p>
      {status >= 500 && requestId !== null ? (
        <p className="mt-8 max-w-xl text-fine text-soft">
          <span className="font-code select-all">{copy.errors.requestNumber(requestId)}</span>
          <br />
          {copy.errors.requestNumberHint}
        </p>
      ) : null}
    </ReporterLayout>
  );
}
