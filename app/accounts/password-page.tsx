import type { Copy } from "#app/copy/index.ts";
import { Button, ErrorSummary, errorOf, type FieldError, FormToken, TextField, useCopy } from "#app/ui/index.ts";
import type { ChangeFault } from "./change-password.ts";
import { OwnFrame } from "./own-frame.tsx";
import { passwordLength } from "./rules.ts";
import type { Staff } from "./staff.ts";

const fieldOf: Readonly<Record<keyof Copy["ownAccount"]["password"]["problems"], string | null>> = {
  current_missing: "current",
  current_wrong: "current",
  chosen_missing: "chosen",
  too_short: "chosen",
  too_long: "chosen",
  common: "chosen",
  contains_login: "chosen",
  contains_unit: "chosen",
  same: "chosen",
  again_other: "again",
  slow_down: null,
};

/** Changes one's password. What was typed into these fields is not given back to the page. */
export function PasswordPage({ staff, faults }: { staff: Staff; faults: readonly ChangeFault[] }) {
  const { password: words } = useCopy().ownAccount;
  const errors: readonly FieldError[] = faults.map((fault) => ({
    name: fieldOf[fault],
    message: words.problems[fault],
  }));
  const fields = [
    { name: "current", label: words.current, autoComplete: "current-password", hint: undefined },
    { name: "chosen", label: words.chosen, autoComplete: "new-password", hint: words.chosenHint },
    { name: "again", label: words.again, autoComplete: "new-password", hint: undefined },
  ];
  return (
    <OwnFrame staff={staff} title={words.title} lead={words.lead} back>
      <ErrorSummary errors={errors} />
      <form
        method="post"
        action="/account/password"
        className="grid max-w-xl gap-6 rounded-lg border border-line bg-paper p-6"
      >
        <FormToken />
        {fields.map((field) => (
          <TextField
            key={field.name}
            {...field}
            type="password"
            maxLength={passwordLength.most}
            error={errorOf(errors, field.name)}
          />
        ))}
        <div>
          <Button>{words.submit}</Button>
        </div>
      </form>
    </OwnFrame>
  );
}
