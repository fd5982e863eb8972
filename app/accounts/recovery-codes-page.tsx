import { Button, Card, FormToken, LinkButton, Notice, PrintButton, useCopy } from "#app/ui/index.ts";
import { OwnFrame } from "./own-frame.tsx";
import type { Staff } from "./staff.ts";

interface RecoveryCodesPageProps {
  readonly staff: Staff;
  readonly left: number;
  /** Codes come with a second factor. */
  readonly hasFactor: boolean;
}

/** How many recovery codes are left, and new ones. */
export function RecoveryCodesPage({ staff, left, hasFactor }: RecoveryCodesPageProps) {
  const { codes } = useCopy().ownAccount;
  return (
    <OwnFrame staff={staff} title={codes.title} lead={codes.lead} back>
      {hasFactor ? (
        <Card>
          <p className="font-semibold">{codes.left(left)}</p>
          <form method="post" action="/account/recovery-codes" className="mt-4 grid gap-2">
            <FormToken />
            <p className="text-soft">{codes.renewNote}</p>
            <div>
              <Button kind={left === 0 ? "primary" : "secondary"}>{codes.renew}</Button>
            </div>
          </form>
        </Card>
      ) : (
        <Notice>{codes.needsFactor}</Notice>
      )}
    </OwnFrame>
  );
}

interface FreshCodesProps {
  readonly staff: Staff | null;
  readonly codes: readonly string[];
  /** Where one goes once they are kept. */
  readonly next: string;
  /** They came with a first second factor. */
  readonly added: boolean;
}

/** Ten recovery codes, shown this once. */
export function FreshCodesPage({ staff, codes, next, added }: FreshCodesProps) {
  const { codes: words } = useCopy().ownAccount;
  return (
    <OwnFrame staff={staff} title={words.fresh} lead={words.freshLead}>
      {added ? (
        <Notice live kind="done">
          {words.added}
        </Notice>
      ) : null}
      <Card>
        <ol aria-label={words.listed} className="grid gap-x-10 gap-y-2 sm:w-fit sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code} className="font-code text-lead font-semibold tracking-[0.06em] select-all">
              {code}
            </li>
          ))}
        </ol>
        <div className="mt-6 flex flex-wrap gap-3 print:hidden">
          <PrintButton>{words.print}</PrintButton>
          <LinkButton to={next} kind="primary" reloadDocument>
            {words.goOn}
          </LinkButton>
        </div>
      </Card>
    </OwnFrame>
  );
}
