import { mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text as wholeText } from "node:stream/consumers";
import { createTransport } from "nodemailer";
import { SMTPServer } from "smtp-server";
import type { Config } from "./config.ts";
import { describeError, type Log } from "./log.ts";

/** One letter. Subject and text carry numbers and links only: never a name, an address, a word of what was told. */
interface Letter {
  /** The same for each attempt at the same letter, so that the receiving side can recognise a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  send(letter: Letter): Promise<void>;
  close(): Promise<void>;
}

/** The mail server will not take this letter, now or later: no such address, or no such domain. */
export class LetterRefusedError extends Error {
  override readonly name = "LetterRefusedError";
}

/**
 * Sends through `SMTP_URL`. Without one, which only the demo allows, a mail server of the portal's own takes
 * every letter and keeps it in `mail/` below the data folder: the same client, and nobody is written to.
 */
export async function openMailer(
  { smtpUrl, portalUrl, dataDir, mode }: Pick<Config, "smtpUrl" | "portalUrl" | "dataDir" | "mode">,
  log: Log,
): Promise<Mailer> {
  if (smtpUrl === null && mode === "production") throw new Error("SMTP_URL is missing");
  const own = smtpUrl === null ? await openMailbox(join(dataDir, "mail"), log) : null;
  const host = new URL(portalUrl).hostname;
  const transport = createTransport({
    url: own?.url ?? smtpUrl ?? "",
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const from = senderOf(smtpUrl) ?? `no-reply@${host}`;
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          to,
          subject,
          text,
          textEncoding: "base64",
          messageId: `<${id}@${host}>`,
          headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
        });
      } catch (error) {
        if (refusesForGood(error)) throw new LetterRefusedError();
        throw error;
      }
    },
    async close() {
      transport.close();
      await own?.close();
    },
  };
}

/** A login that is an address is also the sender; most servers take no other. */
function senderOf(smtpUrl: string | null): string | null {
  const login = smtpUrl === null ? "" : decodeURIComponent(new URL(smtpUrl).username);
  return login.includes("@") ? login : null;
}

/** 5xx to the recipient. A refused login or a full mailbox is somebody's to mend, and worth another attempt. */
function refusesForGood(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "EENVELOPE") return false;
  const code = "responseCode" in error ? error.responseCode : undefined;
  return code === 550 || code === 551 || code === 553 || code === 556;
}

interface Mailbox {
  readonly url: string;
  close(): Promise<void>;
}

const mostKept = 500;
const mostBytes = 1_000_000;

/** A mail server that forwards nothing: every letter becomes a file. Listens on this machine only. */
export async function openMailbox(folder: string, log: Log): Promise<Mailbox> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let received = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1_000,
    size: mostBytes,
    onData(stream, _session, done) {
      received += 1;
      const name = `${new Date().toISOString().replace(/[:.]/g, "-")}-${String(received).padStart(4, "0")}.eml`;
      keep(folder, name, wholeText(stream)).then(
        () => done(),
        (error: unknown) => {
          log.error({ err: describeError(error) }, "mailbox.not-kept");
          done(new Error("not kept"));
        },
      );
    },
  });
  server.on("error", (error) => log.warn({ err: error }, "mailbox.error"));
  const port = await new Promise<number>((resolve, reject) => {
    server.server.once("error", reject);
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Written beside and then renamed, so that a reader never meets half a letter. */
async function keep(folder: string, name: string, content: Promise<string>): Promise<void> {
  const path = join(folder, name);
  await writeFile(`${path}.new`, await content, { mode: 0o600 });
  await rename(`${path}.new`, path);
  const kept = await keptNames(folder);
  await Promise.all(kept.slice(mostKept).map((old) => unlink(join(folder, old)).catch(() => undefined)));
}

/** Newest first. */
async function keptNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".eml"))
    .sort()
    .reverse();
}

/** A letter that the portal's own mail server kept. */
export interface KeptLetter {
  readonly to: string;
  readonly subject: string;
  readonly sentAt: Date;
  readonly text: string;
}

/** The letters that were kept instead of sent, newest first; for the demo's mail page. */
export async function readKeptLetters(dataDir: string, most = 50): Promise<readonly KeptLetter[]> {
  const folder = join(dataDir, "mail");
  const names = (await keptNames(folder)).slice(0, most);
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8").catch(() => null)));
  return contents.flatMap((content) => (content === null ? [] : [readLetter(content)]));
}

/** Reads what `openMailer` writes: one part of text, in base64. */
function readLetter(content: string): KeptLetter {
  const [head = "", ...body] = content.split(/\r?\n\r?\n/);
  const headers = new Map(
    head
      .replace(/\r?\n[ \t]+/g, " ")
      .split(/\r?\n/)
      .map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
  );
  return {
    to: headers.get("to") ?? "",
    subject: decodeWords(headers.get("subject") ?? ""),
    sentAt: new Date(headers.get("date") ?? 0),
    text: Buffer.from(body.join(""), "base64").toString("utf8"),
  };
}

/** Encoded words of RFC 2047, in UTF-8: neighbours are one text, cut anywhere. */
function decodeWords(header: string): string {
  return header.replace(/\?=\s+=\?/g, "?==?").replace(/(=\?UTF-8\?[BQ]\?[^?]*\?=)+/gi, (run) => {
    const bytes = [...run.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)].map(([, encoding = "", word = ""]) =>
      encoding.toUpperCase() === "B" ? Buffer.from(word, "base64") : quoted(word),
    );
    return Buffer.concat(bytes).toString("utf8");
  });
}

function quoted(word: string): Buffer {
  const plain = word.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (_match, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(plain, "latin1");
}
