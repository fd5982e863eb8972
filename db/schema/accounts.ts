import { boolean, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { at, bytes, oneOf } from "./columns.ts";

/** Roles of `domain.md`, "People". A reporter has no account here; a unit's system acts through an API key. */
export const accountRoles = ["officer", "lead", "unit_lead", "coordinator", "admin", "auditor"] as const;
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
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
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
