import { hash, verify } from "@node-rs/argon2";

/** Argon2id with the parameters that OWASP names first; argon2id is the library's default algorithm. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The hash of a password that nobody has, made with the same cost: an unknown login costs as much work as a known one,
 * so that the time of the answer does not tell which logins exist.
 */
export const hashOfNobody =
  "$argon2id$v=19$m=19456,t=2,p=1$ZJzdjChxy3RIRFpMTJXzgA$Y6plzcnP6uobCGn3w7ca1/Q/nPOXyJAeW6BaLL8QFN4";

/** Stored form of a password: salted, with its cost beside it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Whether a password is the one behind a stored hash; false, after the same work, where there is no account. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? hashOfNobody, password);
  return stored !== null && matches;
}

/** Whether a stored hash was made more cheaply than hashes are made today, or by another algorithm. */
export function isWeakHash(stored: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(stored) ?? [];
  return !(Number(memory) >= cost.memoryCost && Number(time) >= cost.timeCost);
}
