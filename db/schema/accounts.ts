import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, bytes, oneOf } from "./columns.ts";

/**
 * Roles of `domain.md`, "People". Reporters need no account; `unit_reporter` is one who signs in for a unit. A unit's
 * system acts through an API key.
 */
export const accountRoles = [
  "officer",
  "lead",
  "unit_lead",
  "unit_reporter",
  "coordinator",
  "admin",
  "auditor",
] as const;
export type AccountRole = (typeof accountRoles)[number];

/** The register of reporting units: schools, hospitals, committees, hotels. Not secret. */
export const units = pgTable(
  "units",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    profession: text("profession").notNull(),
    district: text("district").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [index("units_name").on(table.name)],
);

/** Somebody who signs in. `districts` holds division codes, or the single entry `*` for the whole city. */
export const accounts = pgTable(
  "accounts",
  {
    id: uuid("id").primaryKey(),
    login: text("login").notNull().unique(),
    passwordHash: text("password_hash").notNull(),
    role: text("role", { enum: accountRoles }).notNull(),
    department: text("department"),
    districts: text("districts").array().notNull(),
    unitId: uuid("unit_id").references(() => units.id, { onDelete: "restrict" }),
    displayName: text("display_name").notNull(),
    email: text("email"),
    active: boolean("active").notNull().default(true),
    deactivatedAt: at("deactivated_at"),
    /** Who they are at the city's identity provider, where they sign in through one. */
    externalIssuer: text("external_issuer"),
    externalSubject: text("external_subject"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("accounts_external").on(table.externalIssuer, table.externalSubject),
    oneOf("accounts_role_known", table.role, accountRoles),
    index("accounts_department").on(table.department),
  ],
);

/** A signed-in browser. Only the keyed hash of its token is stored. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    tokenHash: bytes("token_hash").notNull().unique(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull(),
    lastSeenAt: at("last_seen_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    /** When the second factor was shown; null while only the password was. */
    confirmedAt: at("confirmed_at"),
    /** The kind of browser and system, for the list of one's own sessions. */
    device: text("device"),
  },
  (table) => [index("sessions_account").on(table.accountId), index("sessions_expires").on(table.expiresAt)],
);

/** Lets a unit's own system file reports over the API. Only the keyed hash is stored. */
export const apiKeys = pgTable("api_keys", {
  id: uuid("id").primaryKey(),
  unitId: uuid("unit_id")
    .notNull()
    .references(() => units.id, { onDelete: "restrict" }),
  keyHash: bytes("key_hash").notNull().unique(),
  label: text("label").notNull(),
  active: boolean("active").notNull().default(true),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** How often something was tried in a window of time. `key` is a keyed hash: no address or code in clear. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: bytes("key").notNull(),
    windowStartedAt: at("window_started_at").notNull(),
    count: integer("count").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.windowStartedAt] }),
    index("rate_limits_window").on(table.windowStartedAt),
  ],
);

export const secondFactorKinds = ["totp", "passkey"] as const;

/** What an account shows besides its password: an authenticator app, or a passkey. */
export const secondFactors = pgTable(
  "second_factors",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: secondFactorKinds }).notNull(),
    label: text("label").notNull(),
    /** TOTP: its secret, sealed under the installation's key for accounts. */
    sealedSecret: bytes("sealed_secret"),
    /** TOTP: the last time step that was used, so that a code works once. */
    lastStep: bigint("last_step", { mode: "number" }),
    /** Passkey: what the authenticator calls itself, and its public key. */
    credentialId: bytes("credential_id").unique(),
    publicKey: bytes("public_key"),
    signCount: bigint("sign_count", { mode: "number" }),
    transports: text("transports").array(),
    createdAt: at("created_at").notNull(),
    /** Null until it was shown to work once. */
    confirmedAt: at("confirmed_at"),
    lastUsedAt: at("last_used_at"),
  },
  (table) => [
    index("second_factors_account").on(table.accountId),
    oneOf("second_factors_kind_known", table.kind, secondFactorKinds),
  ],
);

/** One-time codes for whoever lost the second factor. Only keyed hashes are stored. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    codeHash: bytes("code_hash").notNull(),
    createdAt: at("created_at").notNull(),
    usedAt: at("used_at"),
  },
  (table) => [uniqueIndex("recovery_codes_code").on(table.accountId, table.codeHash)],
);

/** A place kept for somebody: whoever shows the link's token chooses login and password and becomes this account. */
export const invitations = pgTable("invitations", {
  id: uuid("id").primaryKey(),
  tokenHash: bytes("token_hash").notNull().unique(),
  role: text("role", { enum: accountRoles }).notNull(),
  department: text("department"),
  districts: text("districts").array().notNull(),
  unitId: uuid("unit_id").references(() => units.id, { onDelete: "restrict" }),
  displayName: text("display_name").notNull(),
  invitedBy: uuid("invited_by")
    .notNull()
    .references(() => accounts.id, { onDelete: "restrict" }),
  createdAt: at("created_at").notNull(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
  /** The account that came of it. */
  accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
  /** Taken back by whoever invited. */
  withdrawnAt: at("withdrawn_at"),
});

/** Steps of a passkey ceremony or a sign-in at the identity provider, between two requests of one browser. Minutes only. */
export const signInSteps = pgTable(
  "sign_in_steps",
  {
    tokenHash: bytes("token_hash").primaryKey(),
    kind: text("kind", { enum: ["passkey_registration", "passkey_sign_in", "oidc"] }).notNull(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** Challenge, or state with nonce and verifier: random values of this one step. */
    state: text("state").notNull(),
    createdAt: at("created_at").notNull().default(sql`now()`),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("sign_in_steps_expires").on(table.expiresAt)],
);

/**
 * A way to a new password for whoever forgot theirs: one link, one hour, one use. Asked for by anybody, who is answered
 * the same whether or not there is such an account: a job looks, and mails the link. Or handed over by whoever manages
 * the account.
 */
export const passwordLinks = pgTable(
  "password_links",
  {
    id: uuid("id").primaryKey(),
    /** Null until the job has found whose it is. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "cascade" }),
    /** The login or mail address that was typed, sealed under the installation's key for accounts until it was looked up. */
    sealedAsked: bytes("sealed_asked"),
    /** Keyed hash of the link's code; the code is in the letter, or was shown to whoever hands it over. */
    tokenHash: bytes("token_hash").unique(),
    /** Who hands it over; null where it was asked for. */
    issuedBy: uuid("issued_by").references(() => accounts.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (table) => [index("password_links_account").on(table.accountId), index("password_links_expires").on(table.expiresAt)],
);

export const recoveryKinds = ["second_factors", "password_link"] as const;
export type RecoveryKind = (typeof recoveryKinds)[number];

/**
 * Somebody who manages an account took its second factors off, or handed over a link to a new password. Both by one
 * person within a week would give them the account: see `secondPersonDays`.
 */
export const accountRecoveries = pgTable(
  "account_recoveries",
  {
    /** Of a link: the link's own. */
    id: uuid("id").primaryKey(),
    /** Who did it. */
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** To whose account. */
    subjectId: uuid("subject_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    kind: text("kind").$type<RecoveryKind>().notNull(),
    /** The moment of the transaction, which nobody chooses. */
    at: at("at").notNull().default(sql`now()`),
  },
  (table) => [
    index("account_recoveries_subject").on(table.subjectId, table.accountId),
    oneOf("account_recoveries_kind_known", table.kind, recoveryKinds),
  ],
);
