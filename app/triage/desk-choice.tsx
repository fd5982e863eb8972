import { Select } from "#app/ui/index.ts";
import type { Choice } from "./queue-view.ts";

interface DeskChoiceProps {
  readonly departments: readonly Choice[];
  readonly districts: readonly Choice[];
  readonly department: string | null;
  readonly district: string | null;
  readonly words: { readonly department: string; readonly district: string };
  readonly placeholder: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

/** Department and district side by side: where work is to go. */
export function DeskChoice({
  departments,
  districts,
  department,
  district,
  words,
  placeholder,
  hint,
  error,
}: DeskChoiceProps) {
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {hint === undefined ? null : <p className="text-fine text-soft sm:col-span-2">{hint}</p>}
      <Select
        name="department"
        label={words.department}
        options={departments}
        value={department}
        placeholder={placeholder}
        error={error}
      />
      <Select name="district" label={words.district} options={districts} value={district} placeholder={placeholder} />
    </div>
  );
}
