import { commonPasswords } from "./guessed-passwords.ts";
import { passwordLength } from "./rules.ts";

/** Why a password is not taken. */
export type PasswordFault = "too_short" | "too_long" | "common" | "contains_login" | "contains_unit";

/** Whose password it will be. */
export interface PasswordOwner {
  readonly login: string;
  /** Name of the unit, where the account belongs to one. */
  readonly unit?: string | null;
}

/** This much around a common word does not make it a password: `Password2026!`. */
const mostAround = 6;

/**
 * Whether somebody may choose this password: long enough, not what guessers try first, and not made of their own login
 * or unit. Nothing is asked of its characters. Source: policy value of the city.
 */
export async function checkPassword(password: string, { login, unit }: PasswordOwner): Promise<PasswordFault | null> {
  if (password.length > passwordLength.most) return "too_long";
  if ([...password].length < passwordLength.least) return "too_short";
  const plain = password.normalize("NFKC").toLowerCase();
  if (holds(plain, login)) return "contains_login";
  if (unit && holds(plain, unit)) return "contains_unit";
  return isRepeated(plain) || isCommon(plain, await commonPasswords()) ? "common" : null;
}

function holds(plain: string, name: string): boolean {
  const word = name.normalize("NFKC").trim().toLowerCase();
  return word.length >= 2 && plain.includes(word);
}

/** A few characters over and over: `abcabcabcabc`. */
const isRepeated = (plain: string): boolean => /^(.{1,5}?)\1+.{0,4}$/su.test(plain) && new Set(plain).size <= 5;

function isCommon(plain: string, list: ReadonlySet<string>): boolean {
  if (list.has(plain)) return true;
  const [, word = ""] = /^[\d\W_]*(.*?)[\d\W_]*$/su.exec(plain) ?? [];
  return word.length >= 4 && plain.length - word.length <= mostAround && list.has(word);
}
