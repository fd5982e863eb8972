import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "#app/platform/config.ts";
import { demoSecrets } from "#scripts/launcher/secrets.mjs";

describe("the secrets that a demo makes for itself", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "secrets-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const make = (env: Record<string, string> = {}, inUse = false) =>
    demoSecrets(folder, { NODE_ENV: "test", ...env }, { inUse, made: () => {} });
  const addresses = { DATABASE_WEB_URL: "postgres://portal_web:x@127.0.0.1/portal" };

  it("are made once, for nobody else to read", () => {
    expect(make()).toEqual(make({}, true));
    for (const file of ["secrets.json", "signing-key.pem"]) {
      expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
    }
  });

  it("start a demo and never a production", () => {
    expect(readConfig({ ...make(), ...addresses }, "web").mode).toBe("demo");
    const production = {
      ...make(),
      ...addresses,
      PORTAL_MODE: "production",
      SMTP_URL: "smtp://mail",
      PORTAL_URL: "https://a",
    };
    const refused = (() => {
      try {
        return readConfig(production, "web");
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(ConfigError);
    expect(refused).toMatchObject({
      problems: [
        { variable: "MASTER_KEY", fault: "demo_value" },
        { variable: "SIGNING_KEY_FILE", fault: "demo_value" },
        { variable: "SESSION_SECRET", fault: "demo_value" },
      ],
    });
  });

  it("give way to what the environment says", () => {
    const given = make({ MASTER_KEY_FILE: "/run/master", SESSION_SECRET: "mine", SIGNING_KEY_FILE: "/run/key.pem" });
    expect(given).toEqual({ SESSION_SECRET: "mine", SIGNING_KEY_FILE: "/run/key.pem" });
  });

  it("are not made anew while a database needs the old ones", () => {
    expect(() => make({}, true)).toThrow("secrets_lost");
    make();
    rmSync(join(folder, "signing-key.pem"));
    expect(() => make({}, true)).toThrow("secrets_lost");
    expect(JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"))).toHaveProperty("MASTER_KEY");
  });
});
