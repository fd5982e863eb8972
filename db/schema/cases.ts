import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { at, bytes, oneOf } from "./columns.ts";

export const caseStates = ["open", "closed", "sealed"] as const;
export const urgencies = ["critical", "urgent", "serious"] as const;
export type Urgency = (typeof urgencies)[number];
export const accessKinds = ["assigned", "informed"] as const;
export const partyKinds = ["child", "suspect", "guardian", "sibling", "witness"] as const;
export const caseEventKinds = [
  "report_filed",
  "report_joined",
  "routed",
  "further_report",
  "supplement_added",
  "assignment_accepted",
  "report_acknowledged",
  "assignment_started",
  "assignment_closed",
  "objection_raised",
  "objection_upheld",
  "objection_overruled",
  "assignment_transferred",
  "assignment_returned",
  "transfer_recalled",
  "department_brought_in",
  "assessment_made",
  "urgency_changed",
  "clock_breached",
  "identity_opened",
  "case_closed",
  "case_reopened",
  "case_sealed",
  "case_held",
  "case_released",
  "evidence_added",
  "note_shared_with_all",
  "officer_recused",
  "officer_changed",
  "emergency_access",
  "meeting_planned",
  "meeting_held",
  "meeting_cancelled",
  "meeting_task_done",
  "visit_recorded",
  "child_registered",
  "child_left_register",
  "reporter_asked",
  "reporter_answered",
  "reporter_wrote",
  "report_astray",
  "result_told",
  "result_corrected",
  "cases_joined",
  "kept_apart",
  "join_undone",
  "inquiry_asked",
  "inquiry_answered",
  "inquiry_withdrawn",
  "intervention_proposed",
  "intervention_approved",
  "intervention_declined",
  "intervention_withdrawn",
  "intervention_started",
  "intervention_step",
  "intervention_reviewed",
  "intervention_ended",
] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/** The child's matter. Holds codes and moments only; whatever names a person is sealed in `parties` and `reports`. */
export const cases = pgTable(
  "cases",
  {
    id: uuid("id").primaryKey(),
    number: text("number").notNull().unique(),
    state: text("state", { enum: caseStates }).notNull(),
    urgency: text("urgency", { enum: urgencies }).notNull(),
    urgencyRule: text("urgency_rule").notNull(),
    /** The lead district by the edition's order; decided before routing so that scope exists from the first row. */
    district: text("district").notNull(),
    situations: text("situations").array().notNull(),
    childSex: text("child_sex").notNull(),
    childAge: integer("child_age"),
    childCount: integer("child_count").notNull(),
    openedAt: at("opened_at").notNull(),
    closedAt: at("closed_at"),
    /** 封存: from here on its contents open by 紧急调阅 only. */
    sealedAt: at("sealed_at"),
    /** Nothing is destroyed before; set when the case is sealed, from the edition's rules. */
    keptUntil: at("kept_until"),
    /** Its keys and whatever named people are gone; figures and the audit trail remain. */
    destroyedAt: at("destroyed_at"),
    /** Set when this case turned out to be another one's child: its report and keys moved there. */
    joinedIntoId: uuid("joined_into_id"),
  },
  (table) => [
    oneOf("cases_state_known", table.state, caseStates),
    oneOf("cases_urgency_known", table.urgency, urgencies),
    index("cases_to_seal").on(table.closedAt).where(sql`state = 'closed'`),
    index("cases_to_destroy").on(table.keptUntil).where(sql`state = 'sealed' and destroyed_at is null`),
    index("cases_district").on(table.district, table.openedAt),
    index("cases_open").on(table.district, table.openedAt).where(sql`state = 'open'`),
  ],
);

/**
 * The data keys of a case, wrapped by the master key: its own, those that joined cases brought along, and one for what is
 * written while two cases are one, which both keep when the join is undone.
 */
export const dataKeys = pgTable(
  "data_keys",
  {
    id: uuid("id").notNull(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    wrappedKey: bytes("wrapped_key").notNull(),
    masterKeyId: text("master_key_id").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.caseId] }), index("data_keys_case").on(table.caseId)],
);

/** A person in a case. Identity is sealed; the relation is a code. */
export const parties = pgTable(
  "parties",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    reportId: uuid("report_id").notNull(),
    kind: text("kind", { enum: partyKinds }).notNull(),
    relation: text("relation"),
    sealedIdentity: bytes("sealed_identity").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("parties_case").on(table.caseId), oneOf("parties_kind_known", table.kind, partyKinds)],
);

/** What a keyed hash was made of. `phone` is the reporter's own: it belongs to no party. */
export const blindIndexKinds = ["national_id", "name_birth_district", "name_birth", "phone"] as const;
export type BlindIndexKind = (typeof blindIndexKinds)[number];

/** Keyed hashes by which the same child is found again. The database never sees the name. */
export const blindIndexes = pgTable(
  "blind_indexes",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    partyId: uuid("party_id").references(() => parties.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: blindIndexKinds }).notNull(),
    token: bytes("token").notNull(),
  },
  (table) => [
    index("blind_indexes_token").on(table.kind, table.token),
    index("blind_indexes_case").on(table.caseId),
    oneOf("blind_indexes_kind_known", table.kind, blindIndexKinds),
    check("blind_indexes_party_known", sql`${table.partyId} is not null or ${table.kind} = 'phone'`),
  ],
);

/**
 * Which desks have been given a case. Kept by a trigger on `assignments`; policies of all other tables look here, so
 * that "who may see a case" is asked of one narrow table.
 */
export const caseAccess = pgTable(
  "case_access",
  {
    caseId: uuid("case_id").notNull(),
    department: text("department").notNull(),
    district: text("district").notNull(),
    /** `assigned`: has or had the work. `informed`: another district that the case touches, or one that sent it on. */
    kind: text("kind", { enum: accessKinds }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.department, table.district] }),
    index("case_access_desk").on(table.department, table.district, table.kind, table.caseId),
    oneOf("case_access_kind_known", table.kind, accessKinds),
  ],
);

/** The timeline: what happened on a case, in codes and ids. Never a name or a sentence. */
export const caseEvents = pgTable(
  "case_events",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: caseEventKinds }).notNull(),
    at: at("at").notNull(),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department"),
    district: text("district"),
    details: jsonb("details").$type<Record<string, string | number | null>>().notNull().default({}),
  },
  (table) => [
    index("case_events_case").on(table.caseId, table.at),
    index("case_events_urgency").on(table.at).where(sql`kind = 'urgency_changed'`),
    oneOf("case_events_kind_known", table.kind, caseEventKinds),
  ],
);
