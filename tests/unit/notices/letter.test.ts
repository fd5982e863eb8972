import { expect, test } from "vitest";
import { letterOf } from "#app/notices/letter.ts";

const letter = letterOf({ kind: "assignment_delivered", caseNumber: "BJG-2026-000123-4" }, "https://baohu.example");

test("a letter names the case by its number and leads to the queue, in both languages", () => {
  expect(letter?.subject).toBe("新任务单待签收：BJG-2026-000123-4 · New assignment to accept: BJG-2026-000123-4");
  expect(letter?.text).toContain("请登录平台查看：https://baohu.example/triage");
  expect(letter?.text).toContain("Sign in to see it: https://baohu.example/triage");
});

test("a kind without words gives no letter, also under the name of an object's own parts", () => {
  for (const kind of ["", "birthday", "constructor", "__proto__"]) {
    expect(letterOf({ kind, caseNumber: "BJG-2026-000123-4" }, "https://baohu.example")).toBeNull();
  }
});
