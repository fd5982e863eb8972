import { fieldId } from "./field.tsx";
import { useCopy } from "./page-context.tsx";

/** One thing to change, and the field it belongs to (its form name); a null name stands for the form as a whole. */
export interface FieldError {
  readonly name: string | null;
  readonly message: string;
}

// The one place where focus must move by itself: whoever cannot see the page learns here that it came back.
const takesFocus = { autoFocus: true };

/** What is to be changed, on top of the form; each line leads to its field and focus goes here. Nothing without errors. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const { form } = useCopy().shell;
  if (errors.length === 0) return null;
  return (
    <div
      id="errors"
      role="alert"
      tabIndex={-1}
      data-focus
      {...takesFocus}
      className="mb-8 max-w-2xl rounded-md border-2 border-critical bg-critical-wash px-5 py-4"
    >
      <h2 className="text-h3 text-critical">{form.errorSummary(errors.length)}</h2>
      <p className="text-fine">{form.errorSummaryHint}</p>
      <ul className="mt-2 grid gap-1">
        {errors.map(({ name, message }) => (
          <li key={`${name} ${message}`}>
            {name === null ? (
              message
            ) : (
              <a href={`#${fieldId(name)}`} className="inline-flex min-h-11 items-center font-semibold text-critical">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The message of one field, for its `error` prop. */
export const errorOf = (errors: readonly FieldError[], name: string): string | undefined =>
  errors.find((error) => error.name === name)?.message;
