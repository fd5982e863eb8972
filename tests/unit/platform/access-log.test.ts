import { expect, test } from "vitest";
import { routePatterns } from "#app/platform/access-log.ts";

const patternOf = routePatterns({
  root: { id: "root", path: "" },
  "routes/_index": { id: "routes/_index", parentId: "root" },
  "routes/receipt": { id: "routes/receipt", parentId: "root", path: "receipt" },
  "routes/receipt.$code": { id: "routes/receipt.$code", parentId: "routes/receipt", path: ":code" },
  "routes/report.$step": { id: "routes/report.$step", parentId: "root", path: "report/:step?" },
  "routes/cases.$number.print": { id: "routes/cases.$number.print", parentId: "root", path: "cases/:number/print" },
  "routes/$": { id: "routes/$", parentId: "root", path: "*" },
});

test.each([
  ["/", "/"],
  ["/_root.data", "/"],
  ["/receipt", "/receipt"],
  ["/receipt/1234567890123456", "/receipt/:code"],
  ["/receipt/1234567890123456.data", "/receipt/:code"],
  ["/report", "/report/:step?"],
  ["/cases/BJG-2026-000123-4/print", "/cases/:number/print"],
  ["/1234567890123456", "(none)"],
])("the log of %s names %s", (path, pattern) => {
  expect(patternOf(path)).toBe(pattern);
});
