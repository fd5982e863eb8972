import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";

/** Stands where the queue would, when its address asks for something that does not exist. */
export function UnreadableQueue({ staff }: { staff: Staff }) {
  const { triage } = useCopy();
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-6 text-h1">{triage.heading}</h1>
      <Notice
        kind="care"
        title={triage.badAddress}
        actions={<LinkButton to="/triage">{triage.badAddressNext}</LinkButton>}
      />
    </StaffFrame>
  );
}
