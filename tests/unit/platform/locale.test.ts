import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageCookie, localeFrom, ownPath } from "#app/platform/locale.ts";

describe("the language of a page", () => {
  test.each([
    [undefined, undefined, "zh-CN"],
    ["lang=en", "zh-CN,zh;q=0.9", "en"],
    ["draft=x; lang=zh-CN", "en", "zh-CN"],
    ["lang=fr", "en-GB,en;q=0.8", "en"],
    ["slang=en", "zh-TW", "zh-CN"],
    [undefined, "fr-FR,en;q=0.5", "en"],
    [undefined, "fr-FR", "zh-CN"],
    [undefined, "*", "zh-CN"],
  ])("cookie %s and browser %s read %s", (cookie, accept, locale) => {
    expect(localeFrom(cookie, accept)).toBe(locale);
  });

  test("only our languages are remembered", () => {
    expect(languageCookie("en", true)).toContain("lang=en");
    expect(languageCookie("en", true)).toContain("Secure");
    expect(languageCookie("en\r\nSet-Cookie: a=b", false)).toBeNull();
  });
});

describe("a way back after a choice", () => {
  test.each([
    ["/report/child?x=1", "/report/child?x=1"],
    ["//evil.example/", "/"],
    ["/\\evil.example", "/"],
    ["https://evil.example/", "/"],
    ["/\t/evil.example", "/"],
    ["report", "/"],
    ["", "/"],
  ])("%j leads to %j", (given, path) => {
    expect(ownPath(given)).toBe(path);
  });

  test("never leads to another site", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `/${rest}`),
        ),
        (given) => {
          const path = ownPath(given);
          expect(new URL(path, "https://portal.example").host).toBe("portal.example");
          expect(path).not.toMatch(/[\r\n]/);
        },
      ),
    );
  });
});
