import { describe, expect, it } from "vitest";
import { z } from "zod";
import { openLog, redacted, requestIdFrom, requestLog } from "#app/platform/log.ts";

function writtenBy(act: (log: ReturnType<typeof openLog>) => void): string {
  let text = "";
  const destination = {
    write: (line: string) => {
      text += line;
    },
  };
  act(openLog({ level: "info", process: "web", destination }));
  return text;
}

function thrownBy(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe("the log", () => {
  it("withholds persons, places, stories and codes at any depth and in any spelling", () => {
    const secret = "示例儿童甲";
    const text = writtenBy((log) =>
      log.info(
        {
          reportId: "0199",
          name: secret,
          row: { child_name: secret, Phone: secret, deeper: [{ narrative: secret, "set-cookie": secret }] },
          request: { headers: { authorization: secret }, url: secret },
          receiptCode: secret,
        },
        "report filed",
      ),
    );
    expect(text).not.toContain(secret);
    expect(JSON.parse(text)).toMatchObject({
      reportId: "0199",
      name: redacted,
      event: "report filed",
      level: "info",
      process: "web",
    });
  });

  it("withholds what children of the log are bound to", () => {
    expect(writtenBy((log) => log.child({ phone: "13800000000" }).info("x"))).not.toContain("13800000000");
  });

  it.each([
    [
      "a database error",
      Object.assign(new Error('duplicate key (phone)=("13800000000")'), {
        severity: "ERROR",
        code: "23505",
        detail: "13800000000",
      }),
    ],
    [
      "a failed query",
      Object.assign(new Error("Failed query: insert … params: 13800000000"), {
        query: "insert",
        params: ["13800000000"],
      }),
    ],
    ["a parser's error", new SyntaxError('Unexpected token, "13800000000" is not valid JSON')],
    ["a validator's error", thrownBy(() => z.object({ a: z.literal(1) }).parse({ a: "13800000000" }))],
    ["an error with a quotation", new Error("cannot reach 示例路1号 for 'Jia' at 138 0000 0000")],
    ["an error below another", new Error("job failed", { cause: new SyntaxError('"13800000000"') })],
  ])("keeps the class and the place of %s, not what it quotes", (_, error) => {
    for (const text of [
      writtenBy((log) => log.error(error)),
      writtenBy((log) => log.error({ err: error })),
      writtenBy((log) => log.error({ err: error }, "job failed")),
      writtenBy((log) => log.error({ context: { error } }, "job failed")),
    ]) {
      expect(text).not.toMatch(/13800000000|138 0000|示例路|Jia/);
      expect(text).toContain("log.test.ts");
    }
  });

  it("keeps the sentence of an error that quotes nobody", () => {
    expect(writtenBy((log) => log.error(new Error("the queue is closed")))).toContain("the queue is closed");
  });

  it("follows one request by its id, and takes no id that could carry a number of a person", () => {
    expect(writtenBy((log) => requestLog(log, "abcd-1234").info("x"))).toContain('"requestId":"abcd-1234"');
    expect(requestIdFrom("abcd-1234")).toBe("abcd-1234");
    for (const header of [undefined, "", "short", "13800000000", "a b c d e f g h", "x".repeat(65)]) {
      expect(requestIdFrom(header)).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});
