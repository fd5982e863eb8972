import type { ReactNode } from "react";
import { FormToken, LinkButton, ReporterLayout, useCopy } from "#app/ui/index.ts";
import type { Staff } from "./staff.ts";
import { StaffFrame } from "./staff-frame.tsx";

interface OwnFrameProps {
  /** Null while a second factor has to be set up first: no desk is open yet. */
  readonly staff: Staff | null;
  readonly title: string;
  readonly lead?: string;
  /** Whether the page leads back to the account's own page. */
  readonly back?: boolean;
  readonly children: ReactNode;
}

/** A page of one's own account. */
export function OwnFrame({ staff, title, lead, back = false, children }: OwnFrameProps) {
  const { ownAccount, accounts } = useCopy();
  const content = (
    <div className="max-w-4xl">
      <h1 className="text-h1">{title}</h1>
      {lead === undefined ? null : <p className="mt-2 max-w-2xl text-soft">{lead}</p>}
      <div className="mt-6 grid gap-6">{children}</div>
      {staff !== null && back ? (
        <p className="mt-6 print:hidden">
          <LinkButton to="/account" kind="quiet" reloadDocument>
            {ownAccount.back}
          </LinkButton>
        </p>
      ) : null}
    </div>
  );
  if (staff !== null) return <StaffFrame staff={staff}>{content}</StaffFrame>;
  return (
    <ReporterLayout width="wide">
      {content}
      <form method="post" action="/sign-out" className="mt-8 border-t border-line pt-4">
        <FormToken />
        <button type="submit" className="inline-flex min-h-11 items-center text-accent underline underline-offset-4">
          {accounts.signOut}
        </button>
      </form>
    </ReporterLayout>
  );
}
