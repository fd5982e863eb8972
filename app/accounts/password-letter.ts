import { copyFor } from "#app/copy/index.ts";
import { formatHandedCode } from "./handed-code.ts";
import type { PasswordLetter } from "./password-links.ts";

/** The words of a letter about a password, in both languages, Chinese first. It says nothing about whose it is. */
export function wordsOfPasswordLetter(
  letter: PasswordLetter,
  portalUrl: string,
): { readonly subject: string; readonly text: string } {
  const [zh, en] = [copyFor("zh-CN").passwordLinks.letters, copyFor("en").passwordLinks.letters];
  const both = (first: string, second: string) => `${first}\n\n——\n\n${second}\n`;
  if (letter.about === "changed") {
    const link = `${portalUrl}/sign-in/forgotten`;
    return {
      subject: `${zh.changed.subject} · ${en.changed.subject}`,
      text: both(zh.changed.text(link), en.changed.text(link)),
    };
  }
  const code = formatHandedCode(letter.code);
  const link = `${portalUrl}/sign-in/new-password#${code}`;
  return {
    subject: `${zh.link.subject} · ${en.link.subject}`,
    text: both(zh.link.text(link, code), en.link.text(link, code)),
  };
}
