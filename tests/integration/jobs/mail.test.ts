import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LetterRefusedError, type Mailer, openMailbox, openMailer, readKeptLetters } from "#app/platform/mail.ts";
import { asSystem } from "#db/actor.ts";
import { openDatabase } from "#db/connection.ts";
import { accounts, notices } from "#db/schema/index.ts";
import { sendMailThrough } from "#jobs/handlers/send-mail.ts";
import { GiveUp } from "#jobs/queue-worker.ts";
import { readableLog, setUp, type Workbench } from "./workbench.ts";

const { log } = readableLog();
let dataDir: string;
let mailer: Mailer;
const open = (smtpUrl: string | null) =>
  openMailer({ smtpUrl, dataDir, portalUrl: "https://baohu.example", mode: "demo" }, log);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "portal-mail-"));
});
afterEach(async () => {
  await mailer?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe("without a mail server", () => {
  test("a letter is kept as it would have been sent, and can be read again", async () => {
    mailer = await open(null);
    const text = `个案 BJG-2026-000123-4 有新任务单。\n\n${"长".repeat(400)}\n.\n..\nEnd`;
    await mailer.send({
      id: uuidv7(),
      to: "duty@police.example",
      subject: "新任务单待签收：BJG-2026-000123-4 · new",
      text,
    });
    const [kept, ...others] = await readKeptLetters(dataDir);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ to: "duty@police.example", subject: "新任务单待签收：BJG-2026-000123-4 · new" });
    expect(kept?.text.replaceAll("\r\n", "\n").trimEnd()).toBe(text);
    expect(Math.abs(Date.now() - (kept?.sentAt.getTime() ?? 0))).toBeLessThan(60_000);
  });

  test("only its owner may read what is kept, and the newest comes first", async () => {
    mailer = await open(null);
    for (const subject of ["first", "second", "third"]) {
      await mailer.send({ id: uuidv7(), to: "a@b.example", subject, text: "x" });
    }
    const folder = join(dataDir, "mail");
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect((await readKeptLetters(dataDir, 2)).map(({ subject }) => subject)).toEqual(["third", "second"]);
  });

  test("nothing was kept where nothing was sent", async () => {
    expect(await readKeptLetters(dataDir)).toEqual([]);
  });

  test("production does not start without one", async () => {
    const production = { smtpUrl: null, dataDir, portalUrl: "https://baohu.example", mode: "production" } as const;
    await expect(openMailer(production, log)).rejects.toThrow("SMTP_URL");
  });
});

describe("with a mail server", () => {
  test("what a person typed cannot become a header", async () => {
    const box = await openMailbox(join(dataDir, "mail"), log);
    mailer = await open(box.url);
    await mailer.send({ id: uuidv7(), to: "a@b.example", subject: "x\r\nBcc: c@d.example", text: "y" });
    const [kept] = await readKeptLetters(dataDir);
    expect(kept?.subject).toBe("x Bcc: c@d.example");
    await box.close();
  });

  test.each([
    [550, LetterRefusedError],
    [452, Error],
  ])("an address refused with %i", async (responseCode, error) => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      onRcptTo: (_address, _session, done) => done(Object.assign(new Error("no"), { responseCode })),
    });
    const port = await new Promise<number>((resolve) => {
      const listening = server.listen(0, "127.0.0.1", () => {
        const address = listening.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    mailer = await open(`smtp://127.0.0.1:${port}`);
    const sending = mailer.send({ id: uuidv7(), to: "a@b.example", subject: "x", text: "y" });
    const failure = await sending.catch((caught: unknown) => caught);
    expect(failure).toBeInstanceOf(error);
    expect(failure instanceof LetterRefusedError).toBe(responseCode === 550);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

describe("a notice that was promised", () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await setUp("postgres");
  });
  afterAll(() => bench?.stop());

  const owe = async (kind: string, email: string | null): Promise<string> => {
    const owner = openDatabase(bench.database.ownerUrl, { max: 1, name: "mail test" });
    const [accountId, id] = [uuidv7(), uuidv7()];
    await owner.orm.insert(accounts).values({
      id: accountId,
      login: accountId,
      passwordHash: "none",
      role: "officer",
      department: "police",
      districts: ["110105"],
      displayName: "示例民警",
      email,
    });
    await owner.close();
    await asSystem(bench.db, "test", (tx) =>
      tx.insert(notices).values({ id, kind, accountId, subjectId: uuidv7(), caseNumber: "BJG-2026-000123-4" }),
    );
    return id;
  };
  const sentAt = async (id: string) => {
    const found = await asSystem(bench.db, "test", (tx) =>
      tx.query.notices.findFirst({ where: (notice, { eq }) => eq(notice.id, id) }),
    );
    return found?.sentAt;
  };
  const run = async (noticeId: string): Promise<void> => {
    const config = { portalUrl: "https://baohu.example" };
    const handler = sendMailThrough(mailer);
    await handler.run(
      {
        portal: { db: bench.db, config },
        jobId: uuidv7(),
        attempt: 1,
        now: new Date("2026-11-23T10:00:00Z"),
        log: bench.log,
        signal: new AbortController().signal,
        complete: async () => undefined,
      },
      { v: 1, noticeId },
    );
  };

  test("is sent once, however often its job runs", async () => {
    mailer = await open(null);
    const id = await owe("assignment_delivered", "duty@police.example");
    await run(id);
    await run(id);
    const kept = await readKeptLetters(dataDir);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.subject).toContain("BJG-2026-000123-4");
    expect(kept[0]?.text).not.toContain("示例民警");
    expect(await sentAt(id)).toEqual(new Date("2026-11-23T10:00:00Z"));
  });

  test("stays owed when the mail server cannot be reached", async () => {
    mailer = await open("smtp://127.0.0.1:1");
    const id = await owe("assignment_delivered", "duty@police.example");
    await expect(run(id)).rejects.toThrow();
    expect(await sentAt(id)).toBeNull();
  });

  test("goes nowhere when its account has no address any more", async () => {
    mailer = await open(null);
    await run(await owe("assignment_delivered", null));
    expect(await readKeptLetters(dataDir)).toEqual([]);
  });

  test("of a kind that has no words is given up", async () => {
    mailer = await open(null);
    await expect(run(await owe("birthday", "duty@police.example"))).rejects.toThrow(GiveUp);
  });
});
