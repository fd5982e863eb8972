import { asc, gt, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, accounts, apiKeys, sessions, units } from "#db/schema/index.ts";

/** What an administrator sees of the installation. Accounts and counts; no case content. */
export interface Installation {
  readonly accounts: readonly {
    readonly id: string;
    readonly login: string;
    readonly role: AccountRole;
    readonly department: string | null;
    readonly districts: readonly string[];
    readonly active: boolean;
  }[];
  readonly sessions: number;
  readonly units: number;
  readonly apiKeys: number;
}

/** More accounts than this are a matter for the account pages. */
const mostShown = 500;

export async function readInstallation(tx: Tx, now: Date): Promise<Installation> {
  const people = await tx
    .select({
      id: accounts.id,
      login: accounts.login,
      role: accounts.role,
      department: accounts.department,
      districts: accounts.districts,
      active: accounts.active,
    })
    .from(accounts)
    .orderBy(asc(accounts.login))
    .limit(mostShown);
  return {
    accounts: people,
    sessions: await tx.$count(sessions, gt(sessions.expiresAt, now)),
    units: await tx.$count(units),
    apiKeys: await tx.$count(apiKeys, sql`${apiKeys.active}`),
  };
}
