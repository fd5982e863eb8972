import { copyFor, type Locale } from "#app/copy/index.ts";

/** The words of a command: Chinese, or English by `--lang en` or an English LANG. */
export function wordsOf(args: readonly string[]): {
  readonly locale: Locale;
  readonly copy: ReturnType<typeof copyFor>;
  readonly rest: readonly string[];
} {
  const flag = args.indexOf("--lang");
  const asked = flag === -1 ? process.env.LANG : args[flag + 1];
  const locale = asked?.toLowerCase().startsWith("en") ? "en" : "zh-CN";
  const rest = flag === -1 ? args : args.filter((_arg, index) => index !== flag && index !== flag + 1);
  return { locale, copy: copyFor(locale), rest };
}
