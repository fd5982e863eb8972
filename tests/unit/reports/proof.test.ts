import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { makeProof, readProof } from "#app/reports/proof.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const publicKey = createPublicKey(privateKey);
const filed = { number: "BJ-2026-000123-4", filedAt: new Date("2026-11-23T10:00:00Z") };
const proof = makeProof(privateKey, "http://localhost", filed);

test("a proof says that a report was filed, under which number and when, and nothing else", () => {
  expect(readProof([publicKey], proof)).toEqual({
    v: 1,
    what: "mandatory-report-filed",
    issuer: "http://localhost",
    number: filed.number,
    filedAt: "2026-11-23T10:00:00.000Z",
  });
});

test("a proof can be checked without the portal: Ed25519 over the part before the dot", () => {
  const [text = "", signature = ""] = proof.split(".");
  expect(verify(null, Buffer.from(text), publicKey, Buffer.from(signature, "base64url"))).toBe(true);
});

test("a proof survives being copied with line breaks", () => {
  expect(readProof([publicKey], proof.replace(/(.{60})/g, "$1\n"))?.number).toBe(filed.number);
});

test.each([
  ["nothing", ""],
  ["something else", "not a proof"],
  ["three parts", `${proof}.x`],
  ["a changed statement", `A${proof.slice(1)}`],
  ["another portal's key", makeProof(generateKeyPairSync("ed25519").privateKey, "http://localhost", filed)],
])("%s is no proof", (_what, text) => {
  expect(readProof([publicKey], text)).toBeNull();
});
