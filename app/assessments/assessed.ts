import type { Portal } from "#app/platform/portal.ts";
import type { Assessed } from "#guidelines/assessment-proposal.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { AssessedCase } from "./queries.ts";

/** The edition under which the case's latest report was judged: its rules of filing are the ones that may be cleared. */
export const editionFor = ({ edition, editionOf }: Portal, { filed }: Pick<AssessedCase, "filed">): Edition =>
  filed.edition === null ? edition : editionOf(filed.edition);

/** What the rules of an assessment see of the case itself. */
export const assessedOf = ({ matter, filed }: Pick<AssessedCase, "matter" | "filed">): Assessed => ({
  situations: matter.situations,
  childAge: matter.childAge,
  filedRules: filed.rules,
});
