import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { formatVerificationCode, parseVerificationCode, verificationCodeOf } from "#app/documents/code.ts";
import { openVault } from "#app/platform/crypto.ts";

const vault = openVault(randomBytes(32));
const code = verificationCodeOf(vault, randomUUID());

test.each([
  ["as printed", formatVerificationCode(code)],
  ["in small letters", code.toLowerCase()],
  ["with spaces", code.replace(/(.{4})/g, " $1 ")],
  ["in full width", [...code].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join("")],
])("a code is read %s", (_name, typed) => {
  expect(parseVerificationCode(typed)).toEqual({ code });
});

test("O is read as 0, I and L as 1", () => {
  const withDigits = Array.from({ length: 500 }, () => verificationCodeOf(vault, randomUUID())).find(
    (one) => one.includes("0") && one.includes("1"),
  );
  expect(parseVerificationCode((withDigits ?? "").replaceAll("0", "O").replaceAll("1", "l"))).toEqual({
    code: withDigits,
  });
});

test("every single wrong character is noticed before anything is asked", () => {
  for (let place = 0; place < code.length; place += 1) {
    for (const other of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
      if (other === code[place]) continue;
      const wrong = code.slice(0, place) + other + code.slice(place + 1);
      expect(parseVerificationCode(wrong)).toEqual({ problem: "check" });
    }
  }
});

test.each([
  ["", "missing"],
  ["   - ", "missing"],
  ["核验码", "characters"],
  ["ABCD-!", "characters"],
  ["ABCD", "length"],
])("%s is refused as %s", (typed, problem) => {
  expect(parseVerificationCode(typed)).toEqual({ problem });
});
