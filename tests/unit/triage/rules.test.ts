import { expect, test } from "vitest";
import {
  assignmentMoves,
  checkReason,
  mayMove,
  mayReview,
  moreUrgent,
  moves,
  nextState,
  Refusal,
  reviewLevel,
} from "#app/triage/rules.ts";
import { accountRoles, assignmentStates } from "#db/schema/index.ts";

const outcome = (...args: Parameters<typeof nextState>) => {
  try {
    return nextState(...args);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

test("every state, move and role is either allowed by the table or refused with a reason", () => {
  for (const move of moves) {
    for (const state of assignmentStates) {
      for (const role of accountRoles) {
        const { from, to, by } = assignmentMoves[move];
        const expected = !by.includes(role)
          ? "not_yours"
          : !from.includes(state)
            ? "wrong_state"
            : to === "before"
              ? "accepted"
              : to;
        expect(outcome(move, state, role, "accepted"), `${move} ${state} ${role}`).toBe(expected);
        expect(mayMove(move, state, role)).toBe(by.includes(role) && from.includes(state));
      }
    }
  }
});

test("nothing leads out of an ended assignment", () => {
  for (const state of ["transferred", "withdrawn", "closed"] as const) {
    expect(moves.filter((move) => mayMove(move, state, "lead"))).toEqual([]);
  }
});

test.each([
  ["the first objection goes to a reviewer", "civil_affairs", 0, "reviewer"],
  ["the second bounce goes to the coordinator", "civil_affairs", 1, "coordinator"],
  ["the procuratorate's own objection goes to the coordinator", "procuratorate", 0, "coordinator"],
] as const)("%s", (_what, department, bounces, level) => {
  expect(reviewLevel(department, bounces)).toBe(level);
});

test("a department never reviews its own objection, and an officer reviews none", () => {
  const reviewer = { kind: "lead", department: "procuratorate" } as const;
  expect(mayReview(reviewer, { level: "reviewer", department: "police" })).toBe(true);
  expect(mayReview(reviewer, { level: "reviewer", department: "procuratorate" })).toBe(false);
  expect(mayReview(reviewer, { level: "coordinator", department: "police" })).toBe(false);
  expect(mayReview({ kind: "officer", department: "procuratorate" }, { level: "reviewer", department: "police" })).toBe(
    false,
  );
  expect(mayReview({ kind: "coordinator", department: null }, { level: "coordinator", department: "police" })).toBe(
    true,
  );
});

test("urgency is raised, never lowered", () => {
  expect(moreUrgent("serious", "critical")).toBe("critical");
  expect(moreUrgent("urgent", "serious")).toBe("urgent");
});

test.each(["", "  \n ", "长".repeat(2_001)])("a reason must be given and be of a length to be read", (reason) => {
  expect(() => checkReason(reason)).toThrow(Refusal);
});
