import { Checkbox, Notice, useCopy } from "#app/ui/index.ts";

/** What the reporter's unit would learn of this report; null where no unit would. */
export interface UnitTold {
  /** Null where the reporter asked from the beginning that it is not told. */
  readonly name: string | null;
  readonly withhold: boolean;
}

/** Says what the reporter's unit will see, before the report is filed, and lets the reporter keep it from there. */
export function UnitChoice({ unit }: { unit: UnitTold | null }) {
  const { atFiling } = useCopy().units;
  if (unit === null) return null;
  if (unit.name === null) return <Notice>{atFiling.withheld}</Notice>;
  return (
    <Notice title={atFiling.title}>
      <p>{atFiling.text(unit.name)}</p>
      <Checkbox name="withholdUnit" label={atFiling.withhold} hint={atFiling.withholdHint} checked={unit.withhold} />
    </Notice>
  );
}
