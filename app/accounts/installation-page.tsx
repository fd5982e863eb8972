import { Link } from "@remix-run/react";
import { Card, type Column, StateBadge, SummaryList, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { Installation } from "./installation.ts";

export interface InstallationView extends Omit<Installation, "accounts"> {
  readonly edition: string;
  readonly accounts: readonly AccountLine[];
}

interface AccountLine {
  readonly id: string;
  readonly login: string;
  readonly role: Installation["accounts"][number]["role"];
  readonly department: string | null;
  /** Names; empty for the whole city. */
  readonly districts: readonly string[];
  readonly active: boolean;
}

/** What an administrator sees today: the installation in a few lines, and who can sign in. */
export function InstallationOverview({ view }: { view: InstallationView }) {
  const { triage, accounts, people } = useCopy();
  const { overview } = triage;
  const { systemRows: words } = overview;
  const locale = useLocale();
  const active = view.accounts.filter((account) => account.active).length;
  const columns: readonly Column<AccountLine>[] = [
    { id: "login", heading: overview.columns.login, rowHeading: true, cell: ({ login }) => login },
    { id: "role", heading: overview.columns.role, cell: ({ role }) => accounts.roles[role] },
    { id: "department", heading: overview.columns.department, cell: ({ department }) => department ?? "" },
    {
      id: "districts",
      heading: overview.columns.districts,
      cell: ({ districts }) =>
        districts.length === 0 ? accounts.cityWide : districts.join(locale === "en" ? ", " : "、"),
    },
    {
      id: "state",
      heading: overview.columns.state,
      cell: (account) => (
        <StateBadge tone={account.active ? "done" : "gone"}>
          {account.active ? overview.active : overview.inactive}
        </StateBadge>
      ),
    },
  ];
  return (
    <div className="grid gap-6">
      <Card title={overview.system}>
        <SummaryList
          rows={[
            { label: words.edition, value: view.edition },
            { label: words.accounts, value: words.accountsValue(active, view.accounts.length - active) },
            { label: words.sessions, value: words.sessionsValue(view.sessions) },
            { label: words.units, value: words.unitsValue(view.units) },
            { label: words.keys, value: words.keysValue(view.apiKeys) },
          ]}
        />
      </Card>
      <Card
        title={overview.accounts}
        aside={
          <Link to="/people" className="inline-flex min-h-11 items-center">
            {people.heading}
          </Link>
        }
      >
        <Table
          caption={overview.accountsCaption}
          captionHidden
          columns={columns}
          rows={view.accounts}
          rowKey={({ id }) => id}
          dense
          cards
        />
      </Card>
    </div>
  );
}
