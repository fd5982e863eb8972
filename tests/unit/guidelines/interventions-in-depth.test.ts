import { describe, expect, test } from "vitest";
import type { CaseFacts } from "#guidelines/intervention-needs.ts";
import {
  fieldOf,
  type InterventionActor,
  type InterventionMove,
  kindOf,
  type makeMove,
  type Standing,
} from "#guidelines/intervention-workflow.ts";
import { edition } from "./examples.ts";
import { begin, inOrder, make, needsOf, standingOf } from "./intervention-moves.ts";

describe("temporary guardianship", () => {
  const proposed = standingOf(make(begin("temporary_guardianship"), "propose"));
  const approved = standingOf(make(proposed, "approve"));
  const active = standingOf(make(approved, "start"));

  test("from proposal to return, with the events that the clocks wait for", () => {
    const started = make(approved, "start");
    expect(started.ok && started.raises).toEqual(["temporary_guardianship_begun"]);
    expect(started.ok && started.makes).toEqual(["handover"]);
    const reviewed = make(active, "review");
    expect(reviewed.ok && [reviewed.standing.state, reviewed.raises]).toEqual([
      "reviewed",
      ["temporary_guardianship_reviewed"],
    ]);
    const assessed = standingOf(make(standingOf(reviewed), "step", "assess_return"));
    const ended = make(assessed, "end", "returned");
    expect(ended.ok && [ended.standing.state, ended.result, ended.raises]).toEqual([
      "ended",
      "returned",
      ["temporary_guardianship_ended"],
    ]);
  });

  test("needs a ground of the law", () => {
    const made = make(begin("temporary_guardianship"), "propose", null, { ground: "" });
    expect(made.ok ? [] : made.problems).toEqual([{ path: "ground", problem: "required" }]);
    expect(fieldOf(edition, kindOf(edition, "temporary_guardianship").workflow, "ground")?.options).toHaveLength(7);
  });

  test.each<[string, Partial<CaseFacts>, Record<string, string>, string[]]>([
    ["without an assessment", { assessed: false }, {}, ["assessed"]],
    [
      "while civil affairs guards the child already",
      { interventions: [{ kind: "long_term_guardianship", state: "active", result: null }] },
      {},
      ["nobody_else_guards"],
    ],
    ["with no foster family free", { freePlaces: [] }, { form: "foster_family" }, ["place_free"]],
    ["with relatives, who need no place kept free", { freePlaces: [] }, { form: "relatives" }, []],
    ["in an emergency, assessed later", { assessed: false, emergency: true }, {}, []],
  ])("approved %s", (_when, facts, over, expected) => {
    const made = make(proposed, "approve", null, over, { ...inOrder, ...facts });
    expect(needsOf(made)).toEqual(expected);
    if (facts.emergency) expect(made.ok && made.owed).toEqual(["assessed"]);
  });

  test("an emergency puts nothing off but what may wait", () => {
    const made = make(
      proposed,
      "approve",
      null,
      { form: "foster_family" },
      { ...inOrder, emergency: true, freePlaces: [] },
    );
    expect(needsOf(made)).toEqual(["place_free"]);
  });

  test("the child does not go back without an assessment that found the guardian fit", () => {
    expect(needsOf(make(active, "end", "returned"))).toContain("step_before_missing");
    const unfit = standingOf(make(active, "step", "assess_return", { fit_again: "no" }));
    expect(needsOf(make(unfit, "end", "returned"))).toEqual(["found_fit"]);
    const fit = standingOf(make(unfit, "step", "assess_return", { fit_again: "yes" }));
    expect(needsOf(make(fit, "end", "returned", {}, { ...inOrder, interventions: [] }))).toEqual(["return_assessed"]);
    expect(make(fit, "end", "returned").ok).toBe(true);
  });

  test("long-term guardianship stands before the temporary one ends; a child of nine did not come of age", () => {
    expect(needsOf(make(active, "end", "to_long_term"))).toEqual(["long_term_ready"]);
    expect(needsOf(make(active, "end", "came_of_age"))).toEqual(["eighteen"]);
    expect(needsOf(make(active, "end", "came_of_age", {}, { ...inOrder, childAge: null }))).toEqual(["eighteen"]);
    expect(make(active, "end", "came_of_age", {}, { ...inOrder, childAge: 18 }).ok).toBe(true);
  });

  test("a guardianship that has begun does not end as never begun, and one not begun ends in no other way", () => {
    expect(needsOf(make(active, "end", "ground_fell_away"))).toEqual(["wrong_state"]);
    expect(make(approved, "end", "ground_fell_away").ok).toBe(true);
    expect(needsOf(make(approved, "end", "other_guardian"))).toEqual(["only_void"]);
  });

  test("where the child lives is marked secret at every question that asks for it", () => {
    const { workflow } = kindOf(edition, "temporary_guardianship");
    for (const id of ["place", "carer"]) expect(fieldOf(edition, workflow, id)?.secret).toBe("placement");
  });
});

describe("legal aid", () => {
  const justice: InterventionActor = { department: "justice", rank: "lead" };
  const aid = (standing: Standing, move: InterventionMove, target: string | null, over = {}, facts = inOrder) =>
    make(standing, move, target, over, facts, justice);

  test("a guardian who is, or may be, the abuser does not apply", () => {
    const apply = (suspect: boolean | null, applicant: string) =>
      needsOf(
        aid(
          begin("legal_aid"),
          "propose",
          null,
          { applicant },
          { ...inOrder, findings: { guardian_is_suspect: suspect } },
        ),
      );
    expect(apply(true, "guardian")).toEqual(["applicant_is_not_the_abuser"]);
    expect(apply(null, "guardian")).toEqual(["applicant_is_not_the_abuser"]);
    expect(apply(false, "guardian")).toEqual([]);
    expect(apply(true, "close_relative")).toEqual([]);
  });

  test("an application starts the review, an organ's notice the assignment; a refusal stops the review too", () => {
    const raised = (made: ReturnType<typeof makeMove>) => (made.ok ? made.raises : made);
    expect(raised(aid(begin("legal_aid"), "propose", null, { way: "application" }))).toEqual(["legal_aid_applied"]);
    expect(raised(aid(begin("legal_aid"), "propose", null, { way: "notice" }))).toEqual(["legal_aid_notified"]);
    const proposed = standingOf(aid(begin("legal_aid"), "propose", null));
    expect(raised(aid(proposed, "decline", null))).toEqual(["legal_aid_decided"]);
    expect(raised(aid(proposed, "approve", null))).toEqual(["legal_aid_decided", "legal_aid_granted"]);
  });

  test("a girl gets a woman lawyer, and who she is is asked first", () => {
    const active: Standing = { ...begin("legal_aid"), state: "active" };
    const assign = (girl: boolean | null, woman: string) =>
      needsOf(
        aid(
          active,
          "step",
          "assign_lawyer",
          { lawyer_is_woman: woman },
          { ...inOrder, findings: { child_is_girl: girl } },
        ),
      );
    expect(assign(true, "no")).toEqual(["woman_lawyer_for_a_girl"]);
    expect(assign(true, "unknown")).toEqual(["woman_lawyer_for_a_girl"]);
    expect(assign(null, "no")).toEqual(["woman_lawyer_for_a_girl"]);
    expect(assign(true, "yes")).toEqual([]);
    expect(assign(false, "no")).toEqual([]);
  });
});

describe("a protection order", () => {
  const active: Standing = { ...begin("protection_order"), state: "active" };
  const accepted = standingOf(make(active, "step", "accepted"));
  const granted = standingOf(make(accepted, "step", "granted"));

  test("is ruled on after it was accepted, one way or the other", () => {
    expect(needsOf(make(active, "step", "granted"))).toEqual(["step_before_missing"]);
    expect(needsOf(make(granted, "step", "refused"))).toEqual(["step_closed"]);
    expect(needsOf(make(granted, "step", "granted"))).toEqual(["step_done"]);
    const ruled = make(accepted, "step", "granted");
    expect(ruled.ok && ruled.raises).toEqual(["protection_order_ruled", "protection_order_made"]);
  });

  test.each([
    ["2027-05-20", null],
    ["2027-05-21", "beyond_limit"],
    ["2026-11-19", "before_start"],
  ])("made on 20 November 2026, in force until %s: %s", (valid_until, problem) => {
    const made = make(accepted, "step", "granted", { ordered_on: "2026-11-20", valid_until });
    expect(made.ok ? null : made.problems).toEqual(problem === null ? null : [{ path: "valid_until", problem }]);
  });

  test("in force, it does not end as safe before that was established, nor as not pursued", () => {
    expect(make(granted, "end", "ended_safe").ok).toBe(true);
    expect(needsOf(make(granted, "end", "ended_safe", {}, { ...inOrder, findings: {} }))).toEqual([
      "home_safe_at_the_end",
    ]);
    expect(needsOf(make(granted, "end", "not_pursued"))).toEqual(["step_closed"]);
    expect(make(accepted, "end", "not_pursued").ok).toBe(true);
  });

  test("needs violence or a real danger of it", () => {
    expect(needsOf(make(begin("protection_order"), "propose", null, { ground: "unclear" }))).toEqual([
      "violence_or_danger",
    ]);
  });
});
