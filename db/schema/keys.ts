import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { at, bytes } from "./columns.ts";

/** What a key of the installation is for: reasons that overseers read; secrets of accounts; what befell reporters. */
export const installationKeyPurposes = ["oversight", "accounts", "retaliation"] as const;
export type InstallationKeyPurpose = (typeof installationKeyPurposes)[number];

/** Data keys that belong to no case, wrapped by the master key like all others. */
export const installationKeys = pgTable("installation_keys", {
  purpose: text("purpose", { enum: installationKeyPurposes }).primaryKey(),
  id: uuid("id").notNull().unique(),
  wrappedKey: bytes("wrapped_key").notNull(),
  masterKeyId: text("master_key_id").notNull(),
  createdAt: at("created_at").notNull(),
});
