import { Link } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { day, moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  type Column,
  Empty,
  FormToken,
  LinkButton,
  Notice,
  Select,
  StateBadge,
  Table,
  TextField,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { PeopleModel } from "./managing.ts";
import type { InvitationState } from "./rules.ts";

type PersonLine = PeopleModel["people"][number];
type InvitationLine = PeopleModel["invitations"][number];

/** Department and districts, or the unit: where somebody stands, in one cell. */
export function usePlace(): (line: {
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitName: string | null;
}) => string {
  const { people, accounts } = useCopy();
  return ({ department, districts, unitName }) => {
    if (unitName !== null) return unitName;
    const places = districts.length === 0 ? accounts.cityWide : districts.join(people.list);
    return department === null ? places : people.place(department, places);
  };
}

/** The people whom one manages, and the invitations that were given. */
export function PeoplePage({ staff, filter, roles, people, next, invitations, told }: PeopleModel) {
  const copy = useCopy();
  const words = copy.people;
  const { role } = staff;
  return (
    <StaffFrame staff={staff}>
      <div className="mb-6 flex flex-wrap items-start justify-between gap-4">
        <div className="max-w-3xl">
          <h1 className="text-h1">{words.heading}</h1>
          {role === "admin" || role === "lead" || role === "unit_lead" ? (
            <p className="mt-1 text-soft">{words.lead[role]}</p>
          ) : null}
        </div>
        <LinkButton to="/people/invite" kind="primary">
          {words.invite}
        </LinkButton>
      </div>
      {told === null ? null : (
        <div className="mb-6">
          <Notice kind={told === "withdrawn" ? "done" : "care"} live>
            {told === "withdrawn" ? words.invitations.withdrawn : words.invitations.goneAlready}
          </Notice>
        </div>
      )}
      <Filter filter={filter} roles={roles} />
      {people.length === 0 ? <Empty title={words.none.title}>{words.none.text}</Empty> : <People people={people} />}
      {next === null ? null : (
        <p className="mt-4">
          <LinkButton to={addressAfter(filter, next)}>{words.next}</LinkButton>
        </p>
      )}
      <div id="invitations" className="mt-8">
        <Card title={words.invitations.title}>
          {invitations.length === 0 ? (
            <p className="text-soft">{words.invitations.none}</p>
          ) : (
            <Invitations invitations={invitations} />
          )}
        </Card>
      </div>
    </StaffFrame>
  );
}

function addressAfter({ q, role, state }: PeopleModel["filter"], after: string): string {
  const query = new URLSearchParams({ state, after });
  if (q !== "") query.set("q", q);
  if (role !== null) query.set("role", role);
  return `/people?${query}`;
}

function Filter({ filter, roles }: Pick<PeopleModel, "filter" | "roles">) {
  const { people, accounts } = useCopy();
  const words = people.filter;
  return (
    <form
      method="get"
      action="/people"
      aria-label={words.label}
      className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3 print:hidden"
    >
      <div className="w-full sm:w-64">
        <TextField name="q" type="search" label={words.search} value={filter.q} maxLength={60} />
      </div>
      {roles.length > 1 ? (
        <Select
          name="role"
          label={words.role}
          value={filter.role}
          placeholder={words.anyRole}
          options={roles.map((role) => ({ value: role, label: accounts.roles[role] }))}
        />
      ) : null}
      <Select
        name="state"
        label={words.state}
        value={filter.state}
        placeholder={words.states.active}
        options={[
          { value: "off", label: words.states.off },
          { value: "all", label: words.states.all },
        ]}
      />
      <Button kind="secondary">{words.apply}</Button>
    </form>
  );
}

function People({ people }: { people: readonly PersonLine[] }) {
  const copy = useCopy();
  const { columns, states, secondFactor, yourself, notSignedIn, title } = copy.people;
  const locale = useLocale();
  const place = usePlace();
  const shown: readonly Column<PersonLine>[] = [
    {
      id: "name",
      heading: columns.name,
      rowHeading: true,
      cell: ({ id, displayName, isSelf }) => (
        <>
          <Link to={`/people/${id}`} className="inline-flex min-h-11 items-center md:min-h-0">
            {displayName}
          </Link>
          {isSelf ? <span className="font-normal text-soft"> {yourself}</span> : null}
        </>
      ),
    },
    { id: "login", heading: columns.login, cell: ({ login }) => <span className="break-all">{login}</span> },
    { id: "role", heading: columns.role, cell: ({ role }) => copy.accounts.roles[role] },
    { id: "place", heading: columns.place, cell: place },
    {
      id: "since",
      heading: columns.since,
      cell: ({ createdAt }) => <span className="tabular-nums">{day(locale, createdAt)}</span>,
    },
    {
      id: "seen",
      heading: columns.lastSeen,
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? (
          <span className="text-soft">{notSignedIn}</span>
        ) : (
          <span className="tabular-nums">{moment(locale, lastSeenAt)}</span>
        ),
    },
    {
      id: "factor",
      heading: columns.secondFactor,
      cell: (person) =>
        person.secondFactor ? secondFactor.set : <span className="text-soft">{secondFactor.missing}</span>,
    },
    {
      id: "state",
      heading: columns.state,
      cell: ({ active }) => (
        <StateBadge tone={active ? "done" : "gone"}>{active ? states.active : states.off}</StateBadge>
      ),
    },
  ];
  return <Table caption={title} captionHidden columns={shown} rows={people} rowKey={({ id }) => id} dense cards />;
}

const tones = { open: "waiting", used: "done", expired: "gone", withdrawn: "gone" } as const satisfies Record<
  InvitationState,
  string
>;

function Invitations({ invitations }: { invitations: readonly InvitationLine[] }) {
  const copy = useCopy();
  const words = copy.people.invitations;
  const locale = useLocale();
  const place = usePlace();
  const columns: readonly Column<InvitationLine>[] = [
    { id: "name", heading: words.columns.name, rowHeading: true, cell: ({ displayName }) => displayName },
    { id: "role", heading: words.columns.role, cell: ({ role }) => copy.accounts.roles[role] },
    { id: "place", heading: words.columns.place, cell: place },
    { id: "by", heading: words.columns.by, cell: ({ invitedBy }) => invitedBy },
    {
      id: "until",
      heading: words.columns.until,
      cell: ({ expiresAt }) => <span className="tabular-nums">{moment(locale, expiresAt)}</span>,
    },
    {
      id: "state",
      heading: words.columns.state,
      cell: ({ state }) => <StateBadge tone={tones[state]}>{words.states[state]}</StateBadge>,
    },
    {
      id: "act",
      heading: words.columns.act,
      cell: ({ id, state, displayName }) =>
        state === "open" ? (
          <form method="post" action="/people?index">
            <FormToken />
            <input type="hidden" name="invitation" value={id} />
            <Button kind="quiet" label={words.withdrawWhose(displayName)}>
              {words.withdraw}
            </Button>
          </form>
        ) : null,
    },
  ];
  return (
    <Table
      caption={words.caption}
      captionHidden
      columns={columns}
      rows={invitations}
      rowKey={({ id }) => id}
      dense
      cards
    />
  );
}
