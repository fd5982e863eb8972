/**
 * The launcher marks every secret that it makes up for the demo, so that production can refuse it.
 * The marks are written by `scripts/launcher/secrets.mjs`.
 */
const mark = "demo";
const pemMark = "# demo key";

/** True for a session secret or a master key that a demo made for itself. */
export function isDemoSecret(secret: string | Buffer): boolean {
  const start = typeof secret === "string" ? secret : secret.toString("latin1");
  return start.startsWith(mark);
}

/** True for a signing key file that a demo made for itself. */
export function isDemoPem(pem: string): boolean {
  return pem.startsWith(pemMark);
}

/** Thirty-two random bytes hold about thirty different ones; half of that is no accident. */
export function isWeakKey(key: Buffer): boolean {
  return new Set(key).size < 16;
}
