import { expect, test } from "vitest";
import { checkPassword } from "#app/accounts/password-rules.ts";
import { hashPassword, isWeakHash } from "#app/accounts/passwords.ts";
import { Credentials } from "#app/accounts/sign-in.ts";

const owner = { login: "police-chaoyang", unit: "示例小学" };

test.each([
  ["eleven characters", "abcdefghijk", "too_short"],
  ["eleven Chinese characters", "一二三四五六七八九十百", "too_short"],
  ["more than the longest", "长".repeat(257), "too_long"],
  ["one that is on the list", "qwerty123456", "common"],
  ["one that is on the list, in capitals", "QWERTY123456", "common"],
  ["one that is on the list, typed full-width", "ｑｗｅｒｔｙ１２３４５６", "common"],
  ["a word of the list with a year and a sign", "Password2026!", "common"],
  ["one letter over and over", "aaaaaaaaaaaaaa", "common"],
  ["three letters over and over", "abcabcabcabcab", "common"],
  ["the login inside", "my police-chaoyang word", "contains_login"],
  ["the login inside, in capitals", "POLICE-CHAOYANG-1", "contains_login"],
  ["the unit inside", "我在示例小学上班已经十年了", "contains_unit"],
  ["twelve Chinese characters", "清晨有雾慢慢走过石板小桥", null],
  ["four words", "correct horse battery staple", null],
  ["a word of the list with much around it", "dragon-98417265013", null],
  ["small letters only", "wvtxqpolkjhz", null],
])("%s", async (_name, password, fault) => {
  expect(await checkPassword(password, owner)).toBe(fault);
});

test("a login of one letter forbids no letter", async () => {
  expect(await checkPassword("清晨有雾慢慢走过石板小桥 a", { login: "a" })).toBeNull();
});

test.each([
  ["less memory", "$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHQ$aGFzaA", true],
  ["fewer rounds", "$argon2id$v=19$m=19456,t=1,p=1$c29tZXNhbHQ$aGFzaA", true],
  ["another algorithm", "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaA", true],
  ["more of both", "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$aGFzaA", false],
])("a hash with %s is weak: %s", (_name, stored, weak) => {
  expect(isWeakHash(stored)).toBe(weak);
});

test("a hash made today is not weak", async () => {
  expect(isWeakHash(await hashPassword("示例口令，足够长的一句话"))).toBe(false);
});

test.each([
  ["officer", "officer"],
  [" ＯＦＦＩＣＥＲ ", "officer"],
  ["off\0icer", null],
  ["x".repeat(101), null],
  ["", null],
  [new Blob([]), null],
])("a login typed as %j is read as %j", (login, read) => {
  const parsed = Credentials.safeParse({ login, password: "示例口令" });
  expect(parsed.success ? parsed.data.login : null).toBe(read);
});
