import { Refusal } from "../refusal.mjs";
import { lines } from "./lines.mjs";

/** @typedef {import("./lines.mjs").Values} Values */
/** @typedef {keyof typeof import("./lines.mjs").chinese.steps} Step */

/**
 * Speaks to whoever started the portal. In production the lines go to standard error, so that standard output
 * holds the log and nothing else.
 * @param {NodeJS.WritableStream} stream
 */
export function openTerminal(stream) {
  /** @param {string} text */
  const print = (text) => void stream.write(`${text}\n`);
  /** @param {Step} step @param {Values} [values] */
  const say = (step, values = {}) => print(lines.steps[step](values));

  return {
    print,
    say,
    /**
     * Says what is being done, that it still is, and how long it took.
     * @template T
     * @param {keyof typeof lines.work} step
     * @param {Promise<T>} work
     * @returns {Promise<T>}
     */
    async during(step, work) {
      say(step);
      const startedAt = Date.now();
      const still = setInterval(
        () => say("still", { what: lines.work[step], seconds: secondsSince(startedAt) }),
        15_000,
      );
      try {
        const result = await work;
        if (Date.now() - startedAt > 3_000) say("done", { what: lines.work[step], seconds: secondsSince(startedAt) });
        return result;
      } finally {
        clearInterval(still);
      }
    },
    /** @param {unknown} error */
    refuse(error) {
      if (error instanceof Refusal) print(lines.refusals[error.code](error.values));
      else print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    },
    /** @param {string[][]} rows the first is the heading */
    table(rows) {
      const columns = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
      for (const row of rows) {
        print(
          `  ${row.map((cell, column) => cell + " ".repeat((columns[column] ?? 0) - width(cell))).join("  ")}`.trimEnd(),
        );
      }
    },
  };
}

/** @typedef {ReturnType<typeof openTerminal>} Terminal */

/** @param {number} startedAt */
export function secondsSince(startedAt) {
  return ((Date.now() - startedAt) / 1000).toFixed(1);
}

/**
 * Columns that a text takes in a terminal: Chinese characters take two.
 * @param {string} text
 */
export function width(text) {
  return [...text].reduce(
    (sum, character) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(character) ? 2 : 1),
    0,
  );
}
