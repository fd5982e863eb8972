import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment, span } from "#app/copy/when.ts";
import {
  Button,
  Card,
  type Column,
  DateField,
  Empty,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  Notice,
  RadioGroup,
  Table,
  TextArea,
  TextField,
  TimeField,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { OwnIntake } from "./queries.ts";
import { channels, type IntakeProblem, mostWords, type TypedIntake } from "./rules.ts";
import type { RefusedIntake } from "./starting.ts";

interface IntakePageProps {
  readonly staff: Staff;
  readonly own: readonly OwnIntake[];
  readonly refused: RefusedIntake | null;
}

/** 代录报告: how it came and who heard it, then the guided report itself; below, what this officer has entered. */
export function IntakePage({ staff, own, refused }: IntakePageProps) {
  const { intake } = useCopy();
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{intake.title}</h1>
      <p className="mt-2 max-w-3xl text-soft">{intake.lead}</p>
      <div className="mt-6 grid gap-8">
        <div className="max-w-3xl">
          <Card title={intake.start.title}>
            <StartForm refused={refused} />
          </Card>
        </div>
        {own.length === 0 ? <Empty title={intake.list.empty} /> : <OwnIntakes own={own} />}
      </div>
    </StaffFrame>
  );
}

const blank: TypedIntake = { channel: "", heardDay: "", heardHour: "", heardBy: "", ticket: "", remarks: "" };

function StartForm({ refused }: Pick<IntakePageProps, "refused">) {
  const { start, channels: channelNames, problems } = useCopy().intake;
  const typed = refused?.typed ?? blank;
  const errors: readonly FieldError[] = Object.entries(refused?.problems ?? {}).map(([name, problem]) => ({
    name,
    message: messageFor(name, problem, problems),
  }));
  return (
    <>
      <Notice kind="care">{start.danger}</Notice>
      <div className="mt-4">
        <ErrorSummary errors={errors} />
      </div>
      <form method="post" action="/intake" noValidate className="mt-4 grid gap-6">
        <FormToken />
        <RadioGroup
          name="channel"
          label={start.channel}
          layout="inline"
          value={typed.channel}
          options={channels.map((value) => ({ value, label: channelNames[value] }))}
          error={errorOf(errors, "channel")}
        />
        <div className="grid gap-6 sm:grid-cols-2">
          <DateField
            name="heardDay"
            label={start.heardDay}
            hint={start.heardHint}
            value={typed.heardDay}
            error={errorOf(errors, "heardDay")}
          />
          <TimeField
            name="heardHour"
            label={start.heardHour}
            value={typed.heardHour}
            error={errorOf(errors, "heardHour")}
          />
        </div>
        <TextField
          name="heardBy"
          label={start.heardBy}
          hint={start.heardByHint}
          width="half"
          maxLength={mostWords.heardBy}
          value={typed.heardBy}
          error={errorOf(errors, "heardBy")}
        />
        <TextField
          name="ticket"
          label={start.ticket}
          hint={start.ticketHint}
          width="half"
          maxLength={mostWords.ticket}
          value={typed.ticket}
          error={errorOf(errors, "ticket")}
        />
        <TextArea
          name="remarks"
          label={start.remarks}
          hint={start.remarksHint}
          maxLength={mostWords.remarks}
          value={typed.remarks}
          error={errorOf(errors, "remarks")}
        />
        <div>
          <Button>{start.go}</Button>
          <p className="mt-2 text-fine text-soft">{start.who}</p>
        </div>
      </form>
    </>
  );
}

function messageFor(
  name: string,
  problem: IntakeProblem,
  words: ReturnType<typeof useCopy>["intake"]["problems"],
): string {
  if (problem === "inFuture") return words.inFuture;
  if (problem === "tooLong")
    return words.tooLong(name === "heardBy" || name === "ticket" ? mostWords[name] : mostWords.remarks);
  return name === "channel" || name === "heardHour" ? words[name] : words.heardDay;
}

function OwnIntakes({ own }: Pick<IntakePageProps, "own">) {
  const { list, channels: channelNames, reading } = useCopy().intake;
  const locale = useLocale();
  const columns: readonly Column<OwnIntake>[] = [
    { id: "number", heading: list.number, cell: ({ number }) => number, rowHeading: true },
    { id: "channel", heading: list.channel, cell: ({ channel }) => channelNames[channel] },
    { id: "heardAt", heading: list.heardAt, cell: ({ heardAt }) => moment(locale, heardAt) },
    { id: "filedAt", heading: list.filedAt, cell: ({ filedAt }) => moment(locale, filedAt) },
    {
      id: "took",
      heading: list.took,
      cell: ({ heardAt, filedAt }) => span(locale, filedAt.getTime() - heardAt.getTime()),
    },
    { id: "readBack", heading: list.readBack, cell: ({ readBack }) => reading.choices[readBack] },
  ];
  return <Table caption={list.title} columns={columns} rows={own} rowKey={({ number }) => number} cards />;
}
