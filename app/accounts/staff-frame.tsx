import type { ReactNode } from "react";
import { type DeskLink, FormToken, OfficerLayout, useCopy, useLocale } from "#app/ui/index.ts";
import { SearchLink } from "./search-link.tsx";
import type { Desk, Staff } from "./staff.ts";

interface StaffFrameProps {
  readonly staff: Staff;
  readonly counts?: Partial<Record<Desk, number>>;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A staff page: whose desk it is, the ways to one's other pages, and the way out. */
export function StaffFrame({ staff, counts = {}, tools, children }: StaffFrameProps) {
  const { accounts } = useCopy();
  const locale = useLocale();
  const places = staff.districts.length === 0 ? accounts.cityWide : staff.districts.join(locale === "en" ? ", " : "、");
  const links: readonly DeskLink[] = staff.desks.map((desk) => ({
    to: `/${desk}`,
    label: accounts.desks[desk],
    count: counts[desk] ?? null,
  }));
  return (
    <OfficerLayout
      desk={`${staff.department ?? accounts.roles[staff.role]} · ${places}`}
      links={links}
      search={staff.finds ? <SearchLink /> : null}
      tools={tools}
      account={<Account name={staff.displayName} role={accounts.roles[staff.role]} />}
    >
      {children}
    </OfficerLayout>
  );
}

function Account({ name, role }: { name: string; role: string }) {
  const { ownAccount, signOut } = useCopy().accounts;
  return (
    <div className="flex items-center gap-2 text-fine md:gap-3">
      {/* The account's own pages run a script of their own: they are loaded afresh. */}
      <a
        href="/account"
        title={ownAccount}
        className="inline-flex min-h-11 items-center gap-1.5 text-on-band underline underline-offset-4"
      >
        <span className="max-sm:sr-only">
          {name} <span className="opacity-80">{role}</span>
        </span>
        <span aria-hidden="true" className="sm:hidden">
          {ownAccount}
        </span>
      </a>
      {/* A plain form: after signing out nothing of the page may stay in the browser's memory. */}
      <form method="post" action="/sign-out">
        <FormToken />
        <button
          type="submit"
          className="inline-flex min-h-11 items-center text-on-band md:px-2 underline underline-offset-4"
        >
          {signOut}
        </button>
      </form>
    </div>
  );
}
