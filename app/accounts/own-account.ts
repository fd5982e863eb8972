import type { Tx } from "#db/connection.ts";
import type { BrowserKind, SystemKind } from "./devices.ts";
import { readDevice } from "./devices.ts";
import { recoveryCodesLeft } from "./recovery-codes.ts";
import { factorsOf } from "./second-factors.ts";
import { type SignedIn, sessionsOf } from "./sessions.ts";

/** What one sees of one's own account. */
export interface OwnAccount {
  readonly login: string;
  readonly factors: number;
  readonly codesLeft: number;
  readonly sessions: readonly {
    readonly id: string;
    readonly browser: BrowserKind;
    readonly system: SystemKind;
    readonly createdAt: Date;
    readonly lastSeenAt: Date;
    /** The one this page is shown in. */
    readonly isThis: boolean;
  }[];
}

export async function readOwnAccount(tx: Tx, { actor, login, sessionId }: SignedIn, now: Date): Promise<OwnAccount> {
  const { accountId } = actor;
  const sessions = await sessionsOf(tx, accountId, now);
  return {
    login,
    factors: (await factorsOf(tx, accountId)).length,
    codesLeft: await recoveryCodesLeft(tx, accountId),
    sessions: sessions.map(({ device, ...session }) => ({
      ...session,
      ...readDevice(device),
      isThis: session.id === sessionId,
    })),
  };
}
