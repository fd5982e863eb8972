import { eq } from "drizzle-orm";
import { type AccountActor, asActor, asSystem, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, clocks, objections } from "#db/schema/index.ts";
import { someCase } from "./cases.ts";
import type { TestPortals } from "./portal.ts";

/** What a test of moves asks and does, on one test database. */
export function movesOn(portals: TestPortals) {
  const asWorker = <T>(read: (tx: Tx) => Promise<T>) => asSystem(portals.worker.db, "test", read);
  const assignmentsOf = (caseId: string) =>
    asWorker((tx) => tx.select().from(assignments).where(eq(assignments.caseId, caseId)));
  return {
    asWorker,
    assignmentsOf,
    as: <A extends AccountActor | Officer, T>(actor: A, act: (tx: Tx, actor: A) => Promise<T>) =>
      asActor(portals.web.db, actor, (tx) => act(tx, actor)),
    async assignment(id: string) {
      const [row] = await asWorker((tx) => tx.select().from(assignments).where(eq(assignments.id, id)));
      if (row === undefined) throw new Error("no such assignment");
      return row;
    },
    clocksOf: (id: string) => asWorker((tx) => tx.select().from(clocks).where(eq(clocks.assignmentId, id))),
    async openObjection(assignmentId: string) {
      const rows = await asWorker((tx) =>
        tx.select().from(objections).where(eq(objections.assignmentId, assignmentId)),
      );
      return rows.find(({ decidedAt }) => decidedAt === null) ?? null;
    },
    /** A routed case and the assignment of one department. */
    async routed(department: string, at = new Date()) {
      const { caseId, number, reportId } = await someCase(portals, {}, at);
      const assignment = (await assignmentsOf(caseId)).find((one) => one.department === department);
      if (assignment === undefined) throw new Error(`no assignment of ${department}`);
      return { caseId, number, reportId, assignmentId: assignment.id };
    },
  };
}
