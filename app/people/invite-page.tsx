import { Link } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Card,
  CheckboxGroup,
  CopyableCode,
  ErrorSummary,
  type FieldError,
  FormToken,
  fieldId,
  LinkButton,
  Notice,
  Select,
  SummaryList,
  TextField,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { AccountRole } from "#db/schema/index.ts";
import type { InviteModel, InviteProblem, InviteTyped } from "./inviting.ts";

interface Made {
  readonly displayName: string;
  readonly role: AccountRole;
  readonly expiresAt: Date;
  readonly code: string;
  readonly link: string;
}

interface InvitePageProps {
  readonly staff: Staff;
  readonly roles: readonly AccountRole[];
  readonly model: InviteModel | null;
  readonly typed: InviteTyped | null;
  readonly problems: readonly InviteProblem[];
  readonly invited: Made | null;
}

/** Inviting somebody: as what, who and where, then the link, shown once. */
export function InvitePage({ staff, roles, model, typed, problems, invited }: InvitePageProps) {
  const { people } = useCopy();
  return (
    <StaffFrame staff={staff}>
      <p className="mb-2">
        <Link to="/people" className="inline-flex min-h-11 items-center">
          ← {people.back}
        </Link>
      </p>
      <div className="max-w-3xl">
        {invited === null ? null : <Ready invited={invited} />}
        {invited === null && model === null ? <Roles roles={roles} /> : null}
        {invited === null && model !== null ? (
          <InviteForm model={model} typed={typed} problems={problems} choosable={roles.length > 1} />
        ) : null}
      </div>
    </StaffFrame>
  );
}

function Roles({ roles }: { roles: readonly AccountRole[] }) {
  const { people, accounts } = useCopy();
  const { inviting } = people;
  return (
    <>
      <h1 className="mb-2 text-h1">{inviting.title}</h1>
      <p className="mb-4 text-soft">{inviting.chooseRole}</p>
      <ul className="grid gap-3">
        {roles.map((role) => (
          <li key={role}>
            <Link
              to={`/people/invite?role=${role}`}
              className="block rounded-md border border-edge bg-paper px-4 py-3 text-ink no-underline hover:border-accent hover:bg-accent-wash"
            >
              <span className="font-semibold">{accounts.roles[role]}</span>
              <span className="block text-fine text-soft">{inviting.roleHints[role]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

const fields: Readonly<Record<InviteProblem, string | null>> = {
  name_missing: "displayName",
  too_long: "displayName",
  malformed: "displayName",
  department_missing: "department",
  districts_missing: "districts",
  districts_beyond: "districts",
  unit_missing: "unit",
  not_given: null,
};

interface InviteFormProps {
  readonly model: InviteModel;
  readonly typed: InviteTyped | null;
  readonly problems: readonly InviteProblem[];
  readonly choosable: boolean;
}

function InviteForm({ model, typed, problems, choosable }: InviteFormProps) {
  const { people, accounts } = useCopy();
  const { inviting } = people;
  const { role, departments, districts, units, fixed } = model;
  const errors: readonly FieldError[] = problems.map((problem) => ({
    name: fields[problem],
    message: inviting.problems[problem],
  }));
  const errorOn = (name: string) => errors.find((error) => error.name === name)?.message;
  const [onlyDistrict] = districts;
  const chosen = typed?.districts ?? (districts.length === 1 && onlyDistrict ? [onlyDistrict.value] : []);
  const unitList = `${fieldId("unit")}-list`;
  return (
    <>
      <h1 className="mb-2 text-h1">{inviting.as(accounts.roles[role])}</h1>
      <p className="mb-6 text-soft">
        {inviting.roleHints[role]}
        {choosable ? (
          <Link to="/people/invite" className="ml-4 inline-flex min-h-11 items-center">
            {inviting.otherRole}
          </Link>
        ) : null}
      </p>
      <ErrorSummary errors={errors} />
      <form method="post" action={`/people/invite?role=${role}`} className="grid gap-6">
        <FormToken />
        <input type="hidden" name="role" value={role} />
        <TextField
          name="displayName"
          label={inviting.name}
          hint={inviting.nameHint}
          value={typed?.displayName}
          maxLength={60}
          error={errorOn("displayName")}
        />
        {departments.length > 0 ? (
          <Select
            name="department"
            label={inviting.department}
            options={departments}
            value={typed?.department}
            error={errorOn("department")}
          />
        ) : null}
        {fixed.department === null && fixed.unit === null ? null : (
          <SummaryList
            rows={[
              ...(fixed.department === null ? [] : [{ label: inviting.fixedDepartment, value: fixed.department }]),
              ...(fixed.unit === null ? [] : [{ label: inviting.fixedUnit, value: fixed.unit }]),
            ]}
          />
        )}
        {districts.length > 0 ? (
          <CheckboxGroup
            name="districts"
            label={inviting.districts}
            layout="inline"
            values={chosen}
            options={districts.map((district) =>
              district.value === "*" ? { ...district, hint: inviting.cityWideHint, alone: true } : district,
            )}
            error={errorOn("districts")}
          />
        ) : null}
        {units.length > 0 ? (
          <>
            <TextField
              name="unit"
              label={inviting.unit}
              hint={inviting.unitHint}
              value={typed?.unit}
              maxLength={200}
              list={unitList}
              error={errorOn("unit")}
            />
            <datalist id={unitList}>
              {units.map((unit) => (
                <option key={unit} value={unit} />
              ))}
            </datalist>
          </>
        ) : null}
        <div>
          <Button>{inviting.submit}</Button>
        </div>
      </form>
    </>
  );
}

function Ready({ invited }: { invited: Made }) {
  const { people, accounts } = useCopy();
  const { inviting } = people;
  const locale = useLocale();
  return (
    <>
      <h1 className="mb-2 text-h1">{inviting.done}</h1>
      <p className="mb-6 text-lead">{inviting.doneFor(invited.displayName, accounts.roles[invited.role])}</p>
      <div className="mb-6">
        <Notice kind="care" live>
          {inviting.once}
        </Notice>
      </div>
      <Card>
        <dl className="grid gap-6">
          <div>
            <dt className="mb-1 font-semibold">{inviting.link}</dt>
            <dd>
              <CopyableCode code={invited.link} label={inviting.link} size="address" />
            </dd>
          </div>
          <div>
            <dt className="mb-1 font-semibold">{inviting.code}</dt>
            <dd>
              <CopyableCode code={invited.code} label={inviting.code} />
              <p className="mt-1 text-fine text-soft">{inviting.codeHint}</p>
            </dd>
          </div>
        </dl>
        <p className="mt-6 border-t border-line pt-4">{inviting.until(momentWithWeekday(locale, invited.expiresAt))}</p>
      </Card>
      <div className="mt-6 flex flex-wrap gap-3">
        <LinkButton to="/people/invite" kind="secondary">
          {inviting.another}
        </LinkButton>
        <LinkButton to="/people" kind="quiet">
          {people.back}
        </LinkButton>
      </div>
    </>
  );
}
