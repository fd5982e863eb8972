import { expect, test } from "vitest";
import type { BusyCity } from "#tests/browser/every-page/busy-city.ts";
import { openTo, pagesIn } from "#tests/browser/every-page/pages.ts";

const nowhere: BusyCity = {
  number: "",
  report: "",
  working: "",
  waiting: "",
  receiptCode: "",
  document: "",
  verificationCode: "",
  meeting: "",
  intervention: "",
  task: "",
  note: "",
  likeNumber: "",
  proposal: "",
  objection: "",
  retaliation: "",
  oversight: "",
  identityRequest: "",
  person: "",
};

test("every address that answers GET is looked at by tests/browser/every-page, or said to be no page", () => {
  expect(Object.keys(pagesIn(nowhere)).sort()).toEqual([...openTo.keys()].sort());
});
