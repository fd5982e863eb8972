import type { ReactNode } from "react";
import { type DeskLink, FormToken, OfficerLayout, useCopy, useLocale } from "#app/ui/index.ts";
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
      tools={tools}
      account={<Account name={staff.displayName} role={accounts.roles[staff.role]} signOut={accounts.signOut} />}
    >
      {children}
    </OfficerLayout>
  );
}

function Account({ name, role, signOut }: { name: string; role: string; signOut: string }) {
  return (
    <div className="flex items-center gap-3 text-fine">
      <span className="max-sm:sr-only">
        {name} <span className="opacity-80">{role}</span>
      </span>
      {/* A plain form: after signing out nothing of the page may stay in the browser's memory. */}
      <form method="post" action="/sign-out">
        <FormToken />
        <button
          type="submit"
          className="inline-flex min-h-11 items-center px-2 text-on-band underline underline-offset-4"
        >
          {signOut}
        </button>
      </form>
    </div>
  );
}
