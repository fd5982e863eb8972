import { createPublicKey, type KeyObject } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type Db, openDatabase } from "#db/connection.ts";
import { type City, loadCity } from "#guidelines/city.ts";
import { type Edition, loadEdition } from "#guidelines/edition.ts";
import type { Config } from "./config.ts";
import { openVault, type Vault } from "./crypto.ts";
import { type LiveUpdates, openLiveUpdates } from "./live.ts";
import type { Log } from "./log.ts";
import { openStorage, type Storage } from "./storage.ts";

/** Everything one process works with. Made once at its start and passed on; nothing reaches for it by import. */
export interface Portal {
  readonly config: Config;
  readonly log: Log;
  readonly db: Db;
  readonly city: City;
  /** The edition under which new reports are filed. */
  readonly edition: Edition;
  /** An edition by its id, for what was filed under an earlier one. Throws when it was never published here. */
  editionOf(id: string): Edition;
  readonly vault: Vault;
  /** The sealed bytes of evidence. */
  readonly storage: Storage;
  /** Signs proofs of having reported; `publicKey` is published. */
  readonly signingKey: KeyObject;
  readonly publicKey: KeyObject;
  /** With which a signature of this portal may be verified: the published key, then those that signed before it. */
  readonly publicKeys: readonly KeyObject[];
  /** What just happened, for pages that are open. */
  readonly live: LiveUpdates;
  close(): Promise<void>;
}

const rulebook = (path: string) => fileURLToPath(new URL(`../../guidelines/${path}`, import.meta.url));

/** The editions that are published with this release; the last is the one in force. */
const editionIds = ["2026-01"] as const;

/** Opens the process' database pool, the rulebook and the keys. Refuses a rulebook with a dangling reference. */
export function openPortal(config: Config, log: Log): Portal {
  const editions = new Map<string, Edition>(editionIds.map((id) => [id, loadEdition(rulebook(`editions/${id}`))]));
  const editionOf = (id: string): Edition => {
    const edition = editions.get(id);
    if (edition === undefined) throw new Error(`edition ${id} is not published here`);
    return edition;
  };
  const db = openDatabase(config.databaseUrl, {
    max: config.process === "web" ? 16 : 8,
    name: `portal ${config.process}`,
  });
  const live = openLiveUpdates(db, log);
  return {
    config,
    log,
    db,
    live,
    city: loadCity(rulebook("cities/beijing.yaml")),
    edition: editionOf(editionIds[editionIds.length - 1] ?? ""),
    editionOf,
    vault: openVault(config.keyRing, config.sealSuite),
    storage: openStorage(config.storage),
    signingKey: config.signingKey,
    publicKey: createPublicKey(config.signingKey),
    publicKeys: [createPublicKey(config.signingKey), ...config.formerSigningKeys],
    close: async () => {
      await live.close();
      await db.close();
    },
  };
}
