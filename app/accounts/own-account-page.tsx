import type { Copy } from "#app/copy/index.ts";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  type Column,
  FormToken,
  LinkButton,
  Notice,
  SummaryList,
  Table,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { OwnAccount } from "./own-account.ts";
import { OwnFrame } from "./own-frame.tsx";
import type { Staff } from "./staff.ts";

export type OwnAccountTold = keyof Copy["ownAccount"]["account"]["told"];

interface OwnAccountPageProps {
  readonly staff: Staff;
  readonly account: OwnAccount;
  readonly told: OwnAccountTold | null;
}

/** One's own account: who one is here, how one signs in, and where one is signed in. */
export function OwnAccountPage({ staff, account, told }: OwnAccountPageProps) {
  const { accounts, audit, ownAccount } = useCopy();
  const words = ownAccount.account;
  const locale = useLocale();
  const places = staff.districts.length === 0 ? accounts.cityWide : staff.districts.join(locale === "en" ? ", " : "、");
  return (
    <OwnFrame staff={staff} title={words.title}>
      {told === null ? null : (
        <Notice live kind={told === "absent" ? "note" : "done"}>
          {words.told[told]}
        </Notice>
      )}
      {account.factors === 0 ? (
        <Notice
          kind="care"
          title={words.offer.title}
          actions={
            <LinkButton to="/account/second-factor" reloadDocument>
              {words.offer.act}
            </LinkButton>
          }
        >
          {words.offer.text}
        </Notice>
      ) : null}
      <Card title={words.who}>
        <SummaryList
          rows={[
            { label: words.name, value: staff.displayName },
            { label: words.login, value: account.login },
            { label: words.role, value: accounts.roles[staff.role] },
            { label: words.desk, value: staff.department === null ? places : `${staff.department} · ${places}` },
          ]}
        />
        <p className="mt-4">
          <LinkButton to="/audit/mine" reloadDocument>
            {audit.mine.title}
          </LinkButton>
        </p>
      </Card>
      <Card title={words.security}>
        <SummaryList
          rows={[
            { label: words.password, value: words.passwordValue },
            {
              label: words.factors,
              value: account.factors === 0 ? words.noFactors : words.factorsValue(account.factors),
            },
            ...(account.factors === 0 ? [] : [{ label: words.codes, value: words.codesValue(account.codesLeft) }]),
          ]}
        />
        <div className="mt-4 flex flex-wrap gap-3">
          <LinkButton to="/account/password" reloadDocument>
            {words.changePassword}
          </LinkButton>
          <LinkButton to="/account/second-factor" reloadDocument>
            {words.manageFactors}
          </LinkButton>
          {account.factors === 0 ? null : (
            <LinkButton to="/account/recovery-codes" reloadDocument>
              {words.newCodes}
            </LinkButton>
          )}
        </div>
      </Card>
      <Sessions sessions={account.sessions} />
    </OwnFrame>
  );
}

type Line = OwnAccount["sessions"][number];

function Sessions({ sessions }: Pick<OwnAccount, "sessions">) {
  const { account: words, devices } = useCopy().ownAccount;
  const nameOf = ({ browser, system }: Line) => devices.named(devices.browsers[browser], devices.systems[system]);
  const columns: readonly Column<Line>[] = [
    { id: "device", heading: words.device, rowHeading: true, cell: nameOf },
    { id: "since", heading: words.since, cell: ({ createdAt }) => <When at={createdAt} /> },
    { id: "seen", heading: words.lastSeen, cell: ({ lastSeenAt }) => <When at={lastSeenAt} /> },
    {
      id: "action",
      heading: words.action,
      cell: (session) =>
        session.isThis ? (
          <span className="font-semibold whitespace-nowrap text-good">{words.thisOne}</span>
        ) : (
          <form method="post" action="/account">
            <FormToken />
            <input type="hidden" name="intent" value="end" />
            <input type="hidden" name="session" value={session.id} />
            <Button kind="quiet" label={words.endThereOf(nameOf(session))}>
              {words.endThere}
            </Button>
          </form>
        ),
    },
  ];
  return (
    <Card title={words.sessions}>
      <p className="mb-4 text-soft">{words.sessionsLead}</p>
      <Table caption={words.sessions} captionHidden columns={columns} rows={sessions} rowKey={({ id }) => id} cards />
      {sessions.length > 1 ? (
        <form method="post" action="/account" className="mt-4">
          <FormToken />
          <input type="hidden" name="intent" value="end_others" />
          <Button kind="secondary">{words.endOthers}</Button>
        </form>
      ) : null}
    </Card>
  );
}

const When = ({ at }: { at: Date }) => <span className="whitespace-nowrap">{moment(useLocale(), at)}</span>;
