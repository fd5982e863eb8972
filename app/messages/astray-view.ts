import { inArray } from "drizzle-orm";
import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys } from "#db/schema/index.ts";
import type { AstrayView } from "./astray-page.tsx";
import { listAstray } from "./queries.ts";
import { textOf } from "./thread-view.ts";

/** What reporters say went astray in the coordinator's districts. The coordinator's own answers are opened, nothing else. */
export async function readAstray(
  tx: Tx,
  reader: Pick<StaffReader, "portal" | "locale">,
): Promise<readonly AstrayView[]> {
  const rows = await listAstray(tx);
  const caseIds = [...new Set(rows.map(({ caseId }) => caseId))];
  const keys = caseIds.length === 0 ? [] : await tx.select().from(dataKeys).where(inArray(dataKeys.caseId, caseIds));
  const { portal } = reader;
  return rows.map((row) => {
    const { department, district } = deskNames(reader)(row.aboutDepartment ?? "", row.district);
    const own = keys.filter(({ caseId }) => caseId === row.caseId).map((key) => portal.vault.unwrap(key));
    const { answerId, answeredAt, sealedAnswer } = row;
    return {
      id: row.id,
      caseNumber: row.caseNumber,
      district,
      about: department,
      saidAt: row.saidAt,
      answer:
        answerId === null || answeredAt === null || sealedAnswer === null
          ? null
          : { at: answeredAt, text: textOf(portal, { id: answerId, sealedText: sealedAnswer }, own) },
    };
  });
}
