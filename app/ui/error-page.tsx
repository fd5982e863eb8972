import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Copy } from "#app/copy/index.ts";
import type { Unsent } from "#app/platform/http.ts";
import { Button, LinkButton } from "./button.tsx";
import { OfficerLayout } from "./officer-layout.tsx";
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

const isUnsent = (value: unknown): value is Unsent =>
  typeof value === "object" && value !== null && "action" in value && "token" in value && "fields" in value;

/** A form that came without the token of its page; null for every other error. */
function unsentOf(error: unknown): Unsent | null {
  if (!isRouteErrorResponse(error) || typeof error.data !== "object" || error.data === null) return null;
  return "unsent" in error.data && isUnsent(error.data.unsent) ? error.data.unsent : null;
}

/** Addresses of reporters: somebody who is signed in may report as well, and leaves as quickly. */
const ofReporters = /^\/(report|receipt|documents\/receipt)(\/|$)/;

/** Whether the page that failed was asked for by somebody at their desk. */
function useAtDesk(): boolean {
  const { staff } = usePage();
  return !ofReporters.test(useLocation().pathname) && staff;
}

/** The frame in which whoever asked works. Which desks they have is not known where a page could not be drawn. */
function Frame({ children }: { children: ReactNode }) {
  const { shell } = useCopy();
  return useAtDesk() ? (
    <OfficerLayout desk={shell.shortName} links={[]} account={null}>
      <div className="max-w-3xl py-6">{children}</div>
    </OfficerLayout>
  ) : (
    <ReporterLayout>{children}</ReporterLayout>
  );
}

/** What was typed on a page that had lain open too long: nothing was done with it yet, and one press sends it again. */
function SendAgain({ unsent }: { unsent: Unsent }) {
  const { sendAgain } = useCopy().errors;
  return (
    <Frame>
      <h1 className="text-h1">{sendAgain.title}</h1>
      <p className="mt-4 max-w-xl text-lead">{sendAgain.what}</p>
      <form method="post" action={unsent.action} className="mt-8">
        <input type="hidden" name="form_token" value={unsent.token} />
        {unsent.fields.map(({ key, name, value }) => (
          <textarea key={key} name={name} defaultValue={value} hidden readOnly />
        ))}
        <Button>{sendAgain.send}</Button>
      </form>
    </Frame>
  );
}

/** Stands in for any page that could not be shown. */
export function ErrorPage() {
  const error = useRouteError();
  const copy = useCopy();
  const isAtDesk = useAtDesk();
  const { unavailable, requestId } = usePage();
  const status = statusOf(error, unavailable);
  const unsent = unsentOf(error);
  if (unsent !== null) return <SendAgain unsent={unsent} />;
  const words = wordsFor(copy, status);
  const { toDesk, toHome, toReport, toReceipt } = copy.errors;
  const ways = isAtDesk
    ? [
        // Leads whoever is signed in to where their work begins.
        { to: "/sign-in", says: toDesk },
        { to: "/", says: toHome },
      ]
    : [
        { to: "/", says: toHome },
        { to: "/report", says: toReport },
        { to: "/receipt", says: toReceipt },
      ];
  return (
    <Frame>
      <p className="text-fine font-medium text-soft tabular-nums">{status}</p>
      <h1 className="mt-1 text-h1">{words.title}</h1>
      <p className="mt-4 max-w-xl text-lead">{words.what}</p>
      <p className="mt-2 max-w-xl">{isAtDesk && status === 404 ? copy.errors.nextAtDesk : words.next}</p>
      <p className="mt-8 flex flex-wrap gap-3">
        {ways.map(({ to, says }, at) => (
          <LinkButton key={to} to={to} kind={at === 0 ? "primary" : "secondary"} reloadDocument>
            {says}
          </LinkButton>
        ))}
      </p>
      {status === 404 ? <EmergencyWay /> : null}
      {status >= 500 && requestId !== null ? (
        <p className="mt-8 max-w-xl text-fine text-soft">
          <span className="font-code select-all">{copy.errors.requestNumber(requestId)}</span>
          <br />
          {copy.errors.requestNumberHint}
        </p>
      ) : null}
    </Frame>
  );
}

/**
 * For whoever was at a case's address: the way to open it in an emergency. The same for a case that is hidden and for
 * one that does not exist.
 */
function EmergencyWay() {
  const { emergency } = useCopy();
  const [, number] = /^\/cases\/([A-Z0-9-]{1,40})$/.exec(useLocation().pathname) ?? [];
  if (number === undefined) return null;
  return (
    <div className="mt-8 flex max-w-xl flex-wrap items-center gap-3 border-t border-line pt-6">
      <p>{emergency.fromMissing}</p>
      <LinkButton to={`/emergency?case=${number}`} reloadDocument>
        {emergency.toEmergency}
      </LinkButton>
    </div>
  );
}
