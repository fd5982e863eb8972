import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, type Environment, type PortalProcess, readConfig } from "#app/platform/config.ts";

const folder = mkdtempSync(join(tmpdir(), "config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keyFile(name: string, pem: string): string {
  const path = join(folder, name);
  writeFileSync(path, pem);
  return path;
}
const ed25519 = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signingKeyFile = keyFile("signing.pem", ed25519);
const masterKey = randomBytes(32).toString("base64");

const demo: Environment = {
  DATABASE_WEB_URL: "postgres://portal_web:x@127.0.0.1:5432/portal",
  DATABASE_WORKER_URL: "postgres://portal_worker:x@127.0.0.1:5432/portal",
  QUEUE_DATABASE_URL: "postgres://portal_queue:x@127.0.0.1:5432/portal_queue",
  MASTER_KEY: masterKey,
  SIGNING_KEY_FILE: signingKeyFile,
  SESSION_SECRET: randomBytes(32).toString("hex"),
};
const production: Environment = {
  ...demo,
  PORTAL_MODE: "production",
  SMTP_URL: "smtps://mail.example.gov.cn:465",
  PORTAL_URL: "https://baohu.example.gov.cn/",
};

function refusal(env: Environment, process: PortalProcess = "web"): ConfigError {
  try {
    readConfig(env, process);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("the configuration was accepted");
}

describe("the configuration of a process", () => {
  it("fills in what a demo may leave out", () => {
    expect(readConfig(demo, "web")).toMatchObject({
      mode: "demo",
      port: 3000,
      host: "127.0.0.1",
      portalUrl: "http://localhost:3000",
      smtpUrl: null,
      redisUrl: null,
      logLevel: "info",
    });
  });

  it("gives each process its own database role and the queue to the worker alone", () => {
    const web = readConfig(demo, "web");
    const worker = readConfig(demo, "worker");
    expect(web.databaseUrl).toContain("portal_web");
    expect(web.queueDatabaseUrl).toBeNull();
    expect(worker.databaseUrl).toContain("portal_worker");
    expect(worker.queueDatabaseUrl).toContain("portal_queue");
  });

  it("accepts a complete production environment", () => {
    expect(readConfig(production, "worker")).toMatchObject({
      mode: "production",
      portalUrl: "https://baohu.example.gov.cn",
    });
  });

  it("reads the master key from a file", () => {
    const env = { ...production, MASTER_KEY: "", MASTER_KEY_FILE: keyFile("master", `${masterKey}\n`) };
    expect(readConfig(env, "web").keyRing.current.toString("base64")).toBe(masterKey);
  });

  it.each(["DATABASE_WEB_URL", "MASTER_KEY", "SIGNING_KEY_FILE", "SESSION_SECRET", "SMTP_URL", "PORTAL_URL"])(
    "refuses production without %s, by its name",
    (variable) => {
      for (const value of [undefined, "", "  "]) {
        const error = refusal({ ...production, [variable]: value });
        expect(error.problems).toEqual([{ variable, fault: "missing" }]);
        expect(error.message).toContain(`${variable} 没有设置。请`);
      }
    },
  );

  it("refuses a worker that has neither Redis nor a queue database", () => {
    const env = { ...demo, QUEUE_DATABASE_URL: undefined };
    expect(refusal(env, "worker").problems).toEqual([{ variable: "QUEUE_DATABASE_URL", fault: "missing" }]);
    expect(readConfig({ ...env, REDIS_URL: "redis://127.0.0.1:6379" }, "worker").queueDatabaseUrl).toBeNull();
  });

  it.each([
    ["PORTAL_MODE", "test", "unknown_value"],
    ["DATABASE_WEB_URL", "localhost:5432", "not_an_address"],
    ["DATABASE_WEB_URL", "mysql://localhost/x", "other_kind_of_address"],
    ["REDIS_URL", "http://localhost", "other_kind_of_address"],
    ["PORT", "abc", "not_a_port"],
    ["PORT", "70000", "not_a_port"],
    ["PORT", "80.5", "not_a_port"],
    ["HOST", "a b", "not_a_host"],
    ["SESSION_SECRET", "short", "too_short"],
    ["MASTER_KEY", "c2hvcnQ=", "not_32_bytes"],
    ["MASTER_KEY", "!".repeat(43), "not_32_bytes"],
    ["SIGNING_KEY_FILE", "/nonexistent/key.pem", "unreadable"],
    ["LOG_LEVEL", "loud", "unknown_value"],
    ["SMTP_URL", "mail.example", "not_an_address"],
  ])("refuses %s=%s", (variable, value, fault) => {
    expect(refusal({ ...production, [variable]: value }).problems).toEqual([{ variable, fault }]);
  });

  it("refuses a signing key of another kind", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" });
    const env = { ...demo, SIGNING_KEY_FILE: keyFile("rsa.pem", rsa.toString()) };
    expect(refusal(env).problems).toEqual([{ variable: "SIGNING_KEY_FILE", fault: "not_ed25519" }]);
  });

  it("takes public halves of former signing keys, and refuses a file with anything else in it", () => {
    const former = [1, 2].map(() => generateKeyPairSync("ed25519"));
    const pem = former.map(({ publicKey }) => publicKey.export({ type: "spki", format: "pem" }).toString());
    const given = (text: string) => ({ ...demo, FORMER_SIGNING_KEYS_FILE: keyFile("former.pem", text) });
    expect(readConfig(demo, "web").formerSigningKeys).toEqual([]);
    const read = readConfig(given(pem.join("\n")), "web").formerSigningKeys;
    expect(read.map((key) => key.export({ type: "spki", format: "pem" }))).toEqual(pem);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" });
    for (const text of ["", "no key", `${pem[0]}${ed25519}`, `${pem[0]}${rsa}`]) {
      expect(refusal(given(text)).problems).toEqual([
        { variable: "FORMER_SIGNING_KEYS_FILE", fault: "not_public_keys" },
      ]);
    }
    expect(refusal({ ...demo, FORMER_SIGNING_KEYS_FILE: "/nonexistent.pem" }).problems).toEqual([
      { variable: "FORMER_SIGNING_KEYS_FILE", fault: "unreadable" },
    ]);
  });

  it("refuses in production the secrets that a demo made for itself, and takes them in a demo", () => {
    const made = {
      MASTER_KEY: Buffer.concat([Buffer.from("demo"), randomBytes(28)]).toString("base64"),
      SESSION_SECRET: `demo-${randomBytes(32).toString("hex")}`,
      SIGNING_KEY_FILE: keyFile("demo.pem", `# demo key\n${ed25519}`),
    };
    expect(readConfig({ ...demo, ...made }, "web").mode).toBe("demo");
    const faults = refusal({ ...production, ...made }).problems;
    expect(faults.map((problem) => `${problem.variable} ${problem.fault}`).sort()).toEqual([
      "MASTER_KEY demo_value",
      "SESSION_SECRET demo_value",
      "SIGNING_KEY_FILE demo_value",
    ]);
  });

  it("refuses in production a key that nobody drew at random, and an address without encryption", () => {
    const env = {
      ...production,
      MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
      SESSION_SECRET: "a".repeat(64),
      PORTAL_URL: "http://baohu.example.gov.cn",
    };
    expect(
      refusal(env)
        .problems.map((problem) => problem.fault)
        .sort(),
    ).toEqual(["not_https", "weak", "weak"]);
  });

  it("takes an identity provider whole, and in production over https only", () => {
    const provider = { OIDC_ISSUER: "http://id.example", OIDC_CLIENT_ID: "portal", OIDC_CLIENT_SECRET: "示例" };
    const { OIDC_ISSUER: _, ...withoutIssuer } = provider;
    const faults = (env: Record<string, string>) =>
      refusal(env).problems.map(({ variable, fault }) => `${variable} ${fault}`);
    expect(readConfig({ ...demo, ...provider }, "web").oidc?.issuer).toBe("http://id.example");
    expect(faults({ ...production, ...provider })).toEqual(["OIDC_ISSUER not_https"]);
    expect(readConfig({ ...production, ...provider, OIDC_ISSUER: "https://id.example" }, "web").oidc).not.toBeNull();
    expect(readConfig({ ...production, ...withoutIssuer }, "web").oidc).toBeNull();
    expect(faults({ ...production, OIDC_ISSUER: "https://id.example" })).toEqual([
      "OIDC_CLIENT_ID missing",
      "OIDC_CLIENT_SECRET missing",
    ]);
  });

  it("names every variable at fault at once, in the language of the terminal, and no value", () => {
    const env = { ...production, SESSION_SECRET: "hunter2", PORT: "-4", SMTP_URL: "nonsense" };
    const chinese = refusal(env).message;
    expect(chinese.split("\n")).toHaveLength(4);
    expect(chinese).not.toContain("hunter2");
    const english = refusal({ ...env, LANG: "en_GB.UTF-8" }).message;
    expect(english).toContain("PORT is not a port number between 1 and 65535. Choose another port");
  });
});
