import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interventionStates } from "#guidelines/intervention.ts";
import type { CaseFacts } from "#guidelines/intervention-needs.ts";
import {
  type InterventionActor,
  type InterventionMove,
  interventionMoves,
  makeMove,
  movesOf,
  type Standing,
} from "#guidelines/intervention-workflow.ts";
import { edition } from "./examples.ts";
import { begin, civilLead, inOrder, make, needsOf, now, standingOf } from "./intervention-moves.ts";

/** The table of `domain.md`, worked by hand: from where each move leads where. */
const byHand: Readonly<Record<string, readonly [InterventionMove, string][]>> = {
  none: [["propose", "proposed"]],
  proposed: [
    ["approve", "approved"],
    ["decline", "declined"],
    ["withdraw", "declined"],
  ],
  approved: [
    ["start", "active"],
    ["end", "ended"],
  ],
  declined: [],
  active: [
    ["step", "active"],
    ["review", "reviewed"],
    ["end", "ended"],
  ],
  reviewed: [
    ["step", "reviewed"],
    ["review", "reviewed"],
    ["end", "ended"],
  ],
  ended: [],
};

describe("the table of moves", () => {
  test("is the one of the domain", () => {
    const table = Object.fromEntries(
      ["none", ...interventionStates].map((state) => [
        state,
        interventionMoves
          .filter(({ from }) => (from ?? "none") === state)
          .map(({ move, to }) => [move, to])
          .sort(),
      ]),
    );
    expect(table).toEqual(
      Object.fromEntries(Object.entries(byHand).map(([state, moves]) => [state, [...moves].sort()])),
    );
  });

  const actors = edition.departments.flatMap(({ id }) =>
    (["officer", "lead"] as const).map((rank): InterventionActor => ({ department: id, rank })),
  );
  /** Who may, of the three kinds in depth, by hand; the lead of a department may what its officers may. */
  const who: Readonly<Record<string, Partial<Record<InterventionMove, readonly string[]>>>> = {
    temporary_guardianship: {
      // Committee and institution have no desk: those who work the kind take their request down.
      propose: ["police", "court", "civil_affairs", "human_resources", "housing", "disabled_federation"],
      withdraw: ["police", "court", "civil_affairs", "human_resources", "housing", "disabled_federation"],
      approve: ["civil_affairs"],
      decline: ["civil_affairs"],
      start: ["civil_affairs"],
      review: ["civil_affairs"],
      end: ["civil_affairs"],
    },
    legal_aid: {
      propose: ["police", "procuratorate", "court", "justice", "womens_federation"],
      withdraw: ["police", "procuratorate", "court", "justice", "womens_federation"],
      approve: ["justice"],
      decline: ["justice"],
      start: ["justice"],
      end: ["justice"],
    },
    protection_order: {
      propose: ["court", "police", "womens_federation", "civil_affairs"],
      withdraw: ["court", "police", "womens_federation", "civil_affairs"],
      approve: ["police", "womens_federation", "civil_affairs"],
      decline: ["police", "womens_federation", "civil_affairs"],
      start: ["police", "womens_federation", "civil_affairs"],
      end: ["police", "womens_federation", "civil_affairs"],
    },
  };
  const cells = Object.keys(who).flatMap((kind) =>
    [null, ...interventionStates].map((state) => [kind, state] as const),
  );

  test.each(cells)("%s, %s: every move, tried by every department and rank", (kind, state) => {
    for (const actor of actors) {
      for (const { move, refusals, target } of movesOf(edition, { ...begin(kind), state }, actor, inOrder)) {
        const codes = refusals.map(({ code }) => code);
        const stateFits = byHand[state ?? "none"]?.some(([one]) => one === move) ?? false;
        const wrong = codes.includes("wrong_state") || codes.includes("not_proposed_yet");
        // A result for what was never begun is closed by its own rule as well.
        if (!(move === "end" && target === "ground_fell_away")) expect([move, wrong]).toEqual([move, !stateFits]);
        if (!stateFits || move === "step") continue;
        const department = who[kind]?.[move]?.includes(actor.department) ?? false;
        expect([move, actor.department, codes.includes("not_your_department")]).toEqual([
          move,
          actor.department,
          !department,
        ]);
        const forLeads = move === "approve" || move === "decline";
        expect(codes.includes("lead_decides")).toBe(department && forLeads && actor.rank === "officer");
      }
    }
  });

  test("a move that the kind does not have is refused", () => {
    const active: Standing = { ...begin("temporary_guardianship"), state: "active" };
    for (const [move, target] of [
      ["step", "assign_lawyer"],
      ["end", "rights_upheld"],
      ["step", null],
    ] as const) {
      expect(needsOf(makeMove(edition, active, civilLead, inOrder, { move, target }, {}, now))).toEqual([
        "not_of_this_kind",
      ]);
    }
    const aid: Standing = { ...begin("legal_aid"), state: "active" };
    expect(needsOf(make(aid, "review"))).toEqual(["not_of_this_kind"]);
  });

  test("every refusal is a whole sentence in both languages", () => {
    for (const { id } of edition.interventions) {
      for (const state of [null, ...interventionStates]) {
        for (const { refusals } of movesOf(
          edition,
          { ...begin(id), state },
          { department: "finance", rank: "officer" },
          inOrder,
        )) {
          for (const { says } of refusals) expect(`${says.zh} ${says.en}`).not.toMatch(/[{}]|“”|：。|: \./);
        }
      }
    }
  });
});

test("a referral is accepted, done and answered, whatever the kind", () => {
  for (const { id } of edition.interventions.filter(({ workflow }) => workflow === "referral")) {
    let standing = begin(id);
    for (const [move, target] of [
      ["propose", null],
      ["approve", null],
      ["start", null],
      ["step", "record"],
      ["end", "helped"],
    ] as const) {
      const made = edition.departments
        .map(({ id: department }) => make(standing, move, target, {}, inOrder, { department, rank: "lead" }))
        .find(({ ok }) => ok);
      standing = standingOf(
        made ?? { ok: false, refusals: [], problems: [{ path: `${id} ${move}`, problem: "required" }] },
      );
    }
    expect(standing.state).toBe("ended");
  }
});

test("no path leaves the table, an ended one never moves, and each path can reach an end", () => {
  const departments = edition.departments.map(({ id }) => id);
  const kinds = edition.interventions.map(({ id }) => id);
  const everybody = departments.map((department): InterventionActor => ({ department, rank: "lead" }));
  const openTo = (standing: Standing, facts: CaseFacts) =>
    everybody.flatMap((actor) =>
      movesOf(edition, standing, actor, facts)
        .filter(({ refusals }) => refusals.length === 0)
        .map((considered) => ({ actor, considered })),
    );
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(fc.nat(), { maxLength: 14 }),
      fc.boolean(),
      (kind, picks, found) => {
        // Where nothing is established there is still a way out.
        const facts = found ? inOrder : { ...inOrder, findings: {}, interventions: [], childAge: null };
        let standing = standingOf(
          everybody.map((actor) => make(begin(kind), "propose", null, {}, facts, actor)).find(({ ok }) => ok) ?? {
            ok: false,
            refusals: [],
            problems: [],
          },
        );
        for (const pick of picks) {
          const open = openTo(standing, facts);
          const chosen = open[pick % Math.max(open.length, 1)];
          if (chosen === undefined) break;
          const { actor, considered } = chosen;
          const made = make(standing, considered.move, considered.target, {}, facts, actor);
          if (!made.ok) continue;
          const row = interventionMoves.some(
            ({ from, move, to }) => from === standing.state && move === considered.move && to === made.standing.state,
          );
          expect(row).toBe(true);
          expect(made.standing.done.length).toBe(standing.done.length + (considered.move === "step" ? 1 : 0));
          standing = made.standing;
        }
        const open = openTo(standing, facts);
        if (standing.state === "ended" || standing.state === "declined") expect(open).toEqual([]);
        else if (standing.state === "proposed")
          expect(open.some(({ considered }) => considered.move === "decline")).toBe(true);
        else
          expect(
            open.some(
              ({ considered, actor }) =>
                considered.move === "end" && make(standing, "end", considered.target, {}, facts, actor).ok,
            ),
          ).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
