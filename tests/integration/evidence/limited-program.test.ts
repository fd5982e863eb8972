import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runLimited } from "#app/evidence/limited-program.ts";

const roomy = { addressSpaceKb: 4_000_000, cpuSeconds: 20, wallMs: 25_000, mostBytes: 1_048_576 };

let place: string;
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "limited-"));
});
afterAll(() => rm(place, { recursive: true }));

let programs = 0;
async function run(source: string, allowance: Partial<typeof roomy> = {}, input = "example"): Promise<string | null> {
  programs += 1;
  const program = join(place, `${programs}.mjs`);
  await writeFile(program, source);
  const answer = await runLimited(
    program,
    Readable.from([Buffer.from(input)]),
    { ...roomy, ...allowance },
    new AbortController().signal,
  );
  return answer === null ? null : answer.toString();
}

test("gives what the program answers, and nothing for one that fails or is silent", async () => {
  expect(await run("process.stdin.pipe(process.stdout);")).toBe("example");
  expect(await run("process.stdout.write('half'); process.exitCode = 1;")).toBeNull();
  expect(await run("process.stdin.resume();")).toBeNull();
});

test("knows nothing of the portal: neither its secrets nor where it runs", async () => {
  process.env.EXAMPLE_SECRET = "example";
  try {
    const told = await run("process.stdout.write(JSON.stringify([Object.keys(process.env), process.cwd()]));");
    const [names, cwd] = JSON.parse(told ?? "[]");
    expect(names).toContain("NODE_ENV");
    expect(names).not.toContain("EXAMPLE_SECRET");
    expect(names).not.toContain("PATH");
    expect(cwd).toBe("/");
  } finally {
    delete process.env.EXAMPLE_SECRET;
  }
});

test("ends when it takes too much memory", async () => {
  const hoard = (megabytes: number) =>
    `const kept = []; for (let i = 0; i < ${megabytes / 64}; i += 1) kept.push(Buffer.alloc(64 * 1048576)); process.stdout.write("kept");`;
  expect(await run(hoard(512))).toBe("kept");
  expect(await run(hoard(512), { addressSpaceKb: 1_000_000 })).toBeNull();
});

test("ends when it takes too much of the processor, or too long, or answers too much", async () => {
  expect(await run("for (;;);", { cpuSeconds: 1, wallMs: 600_000 })).toBeNull();
  expect(await run("setTimeout(() => process.stdout.write('late'), 20_000);", { wallMs: 1_000 })).toBeNull();
  const much = "process.stdout.write('x'.repeat(2000));";
  expect(await run(much)).toHaveLength(2_000);
  expect(await run(much, { mostBytes: 1_999 })).toBeNull();
});

test("one that answers without end is ended", async () => {
  const endless = "const more = () => process.stdout.write('x'.repeat(65536), more); more();";
  expect(await run(endless, { wallMs: 600_000, cpuSeconds: 600 })).toBeNull();
});
