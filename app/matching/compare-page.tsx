import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  type Column,
  ErrorSummary,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  Table,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { type Feature, features } from "#guidelines/matching.ts";
import { FindingBadge } from "./findings-list.tsx";
import type { FindingView, OpenedChild, ProposalView, SideView } from "./match-view.ts";
import type { RefusalCode } from "./rules.ts";

interface ComparePageProps {
  readonly staff: Staff;
  readonly proposal: ProposalView;
  /** Undefined while the identities are shut; null where one of them can no longer be opened. */
  readonly opened: readonly [OpenedChild, OpenedChild] | null | undefined;
  readonly refused: RefusalCode | null;
}

/** Two cases side by side: what agrees, what differs, and the decision. */
export function ComparePage({ staff, proposal, opened, refused }: ComparePageProps) {
  const { matching: words } = useCopy();
  const { compare } = words;
  const name = refused === "reason_missing" ? "reason" : "compare";
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">
            {proposal.own.number} · {proposal.other.number}
          </p>
          <h1 className="mt-2 text-h1">{compare.title}</h1>
          <p className="mt-2 max-w-3xl text-soft">{compare.lead}</p>
        </div>
        {refused === null ? null : <ErrorSummary errors={[{ name, message: words.refusals[refused] }]} />}
        <div id="f-compare" className="grid gap-4 rounded-lg border border-line bg-paper p-6">
          <div className="grid gap-3 sm:grid-cols-2">
            <Side title={compare.own} side={proposal.own} />
            <Side title={compare.other} side={proposal.other} />
          </div>
          <Traits proposal={proposal} opened={opened ?? null} />
          <Opening opened={opened} />
        </div>
        {proposal.state === "open" ? <Decisions refused={refused} /> : null}
        <div>
          <LinkButton kind="quiet" to={`/cases/${proposal.own.number}`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

function Side({ title, side }: { title: string; side: SideView }) {
  const { compare } = useCopy().matching;
  const locale = useLocale();
  return (
    <div className="rounded-md border border-line px-4 py-3">
      <p className="text-fine text-soft">{title}</p>
      <p className="font-semibold tabular-nums">{side.number}</p>
      <p>{compare.child(side.age, compare.sexes[side.sex])}</p>
      <p className="text-fine text-soft">
        {side.district} · {compare.states[side.state]} · {compare.opened(moment(locale, side.openedAt))}
      </p>
    </div>
  );
}

interface TraitRow {
  readonly feature: Feature;
  readonly found: FindingView | null;
  readonly own: string | null;
  readonly other: string | null;
}

function Traits({ proposal, opened }: { proposal: ProposalView; opened: ComparePageProps["opened"] }) {
  const { matching: words } = useCopy();
  const { compare } = words;
  const rows: TraitRow[] = features
    .map((feature) => ({
      feature,
      found: proposal.findings.find((one) => one.feature === feature) ?? null,
      own: opened?.[0][feature] ?? null,
      other: opened?.[1][feature] ?? null,
    }))
    .filter(({ found }) => found !== null || (opened ?? null) !== null);
  const columns: readonly Column<TraitRow>[] = [
    { id: "feature", heading: compare.feature, rowHeading: true, cell: ({ feature }) => words.features[feature] },
    ...(opened
      ? [
          { id: "own", heading: compare.own, cell: (row: TraitRow) => <Value feature={row.feature} value={row.own} /> },
          {
            id: "other",
            heading: compare.other,
            cell: (row: TraitRow) => <Value feature={row.feature} value={row.other} />,
          },
        ]
      : []),
    {
      id: "found",
      heading: compare.what,
      cell: ({ found }) => (found === null ? <span className="text-soft">—</span> : <FindingBadge found={found} />),
    },
  ];
  const household = proposal.findings.some(({ feature, leaning }) => feature === "name" && leaning === "differs");
  const isNearName = proposal.findings.some(({ finding }) => finding === "one_character" || finding === "different");
  return (
    <div className="grid gap-3">
      <Table
        caption={compare.what}
        captionHidden
        columns={columns}
        rows={rows}
        rowKey={({ feature }) => feature}
        cards
      />
      {household || isNearName ? <Notice kind="care">{compare.twin}</Notice> : null}
    </div>
  );
}

function Value({ feature, value }: { feature: Feature; value: string | null }) {
  const { compare } = useCopy().matching;
  if (value === null || value === "unknown") return <span className="text-soft">{compare.unknown}</span>;
  if (feature === "sex") return <>{value === "female" || value === "male" ? compare.sexes[value] : value}</>;
  const isAge = feature === "birth" && /^\d{1,2}$/.test(value);
  return <span className="tabular-nums [overflow-wrap:anywhere]">{isAge ? compare.years(value) : value}</span>;
}

function Opening({ opened }: Pick<ComparePageProps, "opened">) {
  const { compare } = useCopy().matching;
  if (opened === null) return <Notice kind="care">{compare.gone}</Notice>;
  if (opened !== undefined) {
    return (
      <Notice kind="care" live>
        {compare.nowOpen}
      </Notice>
    );
  }
  return (
    <Form method="post" preventScrollReset>
      <FormToken />
      <Button kind="secondary" name="act" value="open">
        {compare.open}
      </Button>
    </Form>
  );
}

function Decisions({ refused }: { refused: RefusalCode | null }) {
  const { join, apart, refusals } = useCopy().matching;
  const reasons = ["another_child", "twin_or_sibling", "told_too_little"] as const;
  return (
    <div className="grid items-start gap-6 md:grid-cols-2">
      <Form method="post" className="grid gap-4 rounded-lg border border-line bg-paper p-6">
        <FormToken />
        <h2 className="text-h2">{join.title}</h2>
        <p className="text-soft">{join.text}</p>
        <div>
          <Button name="act" value="join">
            {join.submit}
          </Button>
        </div>
      </Form>
      <Form method="post" className="grid gap-4 rounded-lg border border-line bg-paper p-6">
        <FormToken />
        <h2 className="text-h2">{apart.title}</h2>
        <p className="text-soft">{apart.text}</p>
        <RadioGroup
          name="reason"
          label={apart.reason}
          options={reasons.map((value) => ({ value, label: apart.reasons[value] }))}
          error={refused === "reason_missing" ? refusals.reason_missing : undefined}
        />
        <div>
          <Button kind="secondary" name="act" value="apart">
            {apart.submit}
          </Button>
        </div>
      </Form>
    </div>
  );
}
