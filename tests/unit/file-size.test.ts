import { expect, test } from "vitest";
import { fileSize } from "#app/copy/file-size.ts";

test.each([
  [0, "0 KB"],
  [1, "0.1 KB"],
  [1_536, "1.5 KB"],
  [10 * 1_024, "10 KB"],
  [1_048_575, "1 MB"],
  [50 * 1_048_576, "50 MB"],
  [2.34 * 1_048_576, "2.3 MB"],
  [1_024 * 1_048_576, "1 GB"],
  [5_000 * 1_048_576, "4.9 GB"],
])("%d bytes read %s", (bytes, words) => {
  expect(fileSize(bytes)).toBe(words);
});
