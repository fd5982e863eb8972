import type { ReactNode } from "react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Notice, useCopy, useLocale } from "#app/ui/index.ts";

interface OverviewFrameProps {
  readonly staff: Staff;
  readonly objections: number;
  readonly children: ReactNode;
}

/** The overview of whoever works no case: what the role may do, then what there is to see. */
export function OverviewFrame({ staff, objections, children }: OverviewFrameProps) {
  const { accounts, triage } = useCopy();
  const { overview } = triage;
  const locale = useLocale();
  const scope = staff.districts.length === 0 ? accounts.cityWide : staff.districts.join(locale === "en" ? ", " : "、");
  const { role } = staff;
  return (
    <StaffFrame staff={staff} counts={{ objections }}>
      <h1 className="mb-4 text-h1">{overview.heading(role === "coordinator" ? scope : accounts.roles[role])}</h1>
      {role === "admin" ? (
        <div className="mb-6">
          <Notice>{overview.role[role]}</Notice>
        </div>
      ) : (
        <p className="mb-6 text-soft">{overview.lead}</p>
      )}
      {children}
    </StaffFrame>
  );
}
