CREATE TABLE "emergency_accesses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"case_number" text NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"reason" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"outcome" text,
	"sealed_review" "bytea",
	CONSTRAINT "emergency_accesses_reason_known" CHECK ("emergency_accesses"."reason" in ('child_in_danger_now', 'child_found_elsewhere', 'request_of_another_authority', 'sealed_case_needed', 'other')),
	CONSTRAINT "emergency_accesses_one_hour" CHECK ("emergency_accesses"."expires_at" > "emergency_accesses"."opened_at" and "emergency_accesses"."expires_at" <= "emergency_accesses"."opened_at" + interval '1 hour')
);
--> statement-breakpoint
CREATE TABLE "identity_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"district" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"department" text NOT NULL,
	"level" text NOT NULL,
	"reason" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"sealed_decision" "bytea",
	"expires_at" timestamp with time zone,
	"opened_at" timestamp with time zone,
	CONSTRAINT "identity_requests_reason_known" CHECK ("identity_requests"."reason" in ('call_back', 'protect_reporter', 'confirm_facts', 'thank_or_train', 'other')),
	CONSTRAINT "identity_requests_level_known" CHECK ("identity_requests"."level" in ('procuratorate_lead', 'coordinator'))
);
--> statement-breakpoint
CREATE TABLE "personal_access" (
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "personal_access_account_id_kind_subject_id_pk" PRIMARY KEY("account_id","kind","subject_id"),
	CONSTRAINT "personal_access_kind_known" CHECK ("personal_access"."kind" in ('emergency', 'recused', 'reporter_identity'))
);
--> statement-breakpoint
CREATE TABLE "recusals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"reason" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"recorded_by" uuid NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"successor_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	CONSTRAINT "recusals_reason_known" CHECK ("recusals"."reason" in ('related_to_party', 'interest_in_outcome', 'knows_party', 'other'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"role" text NOT NULL,
	"department" text,
	"districts" text[] NOT NULL,
	"unit_id" uuid,
	"display_name" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"account_id" uuid,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"sealed_secret" "bytea",
	"last_step" bigint,
	"credential_id" "bytea",
	"public_key" "bytea",
	"sign_count" bigint,
	"transports" text[],
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "second_factors_credential_id_unique" UNIQUE("credential_id"),
	CONSTRAINT "second_factors_kind_known" CHECK ("second_factors"."kind" in ('totp', 'passkey'))
);
--> statement-breakpoint
CREATE TABLE "sign_in_steps" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_day_heads" (
	"day" date PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	"signed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"account_id" uuid,
	"department" text,
	"job" text,
	"action" text NOT NULL,
	"case_id" uuid,
	"case_number" text,
	"subject_id" uuid,
	"compartment" text,
	"reason" text,
	"details" text DEFAULT '{}' NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"one" smallint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid,
	"case_id" uuid,
	"report_id" uuid,
	"account_id" uuid,
	"department" text,
	"readers" text DEFAULT 'shared' NOT NULL,
	"state" text NOT NULL,
	"refused_for" text,
	"sealed_key" "bytea" NOT NULL,
	"sealed_description" "bytea" NOT NULL,
	"size" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"kind" text,
	"media_type" text,
	"sha256" "bytea",
	"sm3" "bytea",
	"preview" text DEFAULT 'none' NOT NULL,
	"scan" text DEFAULT 'not_scanned' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"kept_at" timestamp with time zone,
	CONSTRAINT "evidence_state_known" CHECK ("evidence"."state" in ('arriving', 'kept', 'refused')),
	CONSTRAINT "evidence_readers_known" CHECK ("evidence"."readers" in ('shared', 'department')),
	CONSTRAINT "evidence_belongs_somewhere" CHECK ("evidence"."draft_id" is not null or "evidence"."case_id" is not null),
	CONSTRAINT "evidence_arrives_in_bounds" CHECK ("evidence"."received" between 0 and "evidence"."size")
);
--> statement-breakpoint
CREATE TABLE "installation_keys" (
	"purpose" text PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"master_key_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "installation_keys_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"compartment" text NOT NULL,
	"department" text NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "case_notes_compartment_known" CHECK ("case_notes"."compartment" in ('shared', 'department', 'legal_aid', 'shelter_address'))
);
--> statement-breakpoint
CREATE TABLE "note_shares" (
	"note_id" uuid NOT NULL,
	"department" text NOT NULL,
	"shared_from" text NOT NULL,
	"shared_by" uuid NOT NULL,
	"shared_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "note_shares_note_id_department_pk" PRIMARY KEY("note_id","department")
);
--> statement-breakpoint
CREATE TABLE "unit_reports" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"account_id" uuid,
	"number" text NOT NULL,
	"filed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"reason" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone,
	"released_by" uuid,
	CONSTRAINT "case_holds_reason_known" CHECK ("case_holds"."reason" in ('court_case', 'supervision', 'complaint', 'request_of_authority', 'other'))
);
--> statement-breakpoint
ALTER TABLE "accounts" DROP CONSTRAINT "accounts_role_known";--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT "reports_unit_id_units_id_fk";
--> statement-breakpoint
DROP INDEX "reports_unit";--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "deactivated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "external_issuer" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "external_subject" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "officer_id" uuid;--> statement-breakpoint
-- The owner may be no superuser, whom forced row-level security would show nothing of what is carried over below.
ALTER TABLE "deliveries" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "assignments" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "case_id" uuid;--> statement-breakpoint
UPDATE "deliveries" d SET "case_id" = a."case_id" FROM "assignments" a WHERE a."id" = d."assignment_id";--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "case_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "assignments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "sealed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "kept_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "destroyed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "emergency_accesses" ADD CONSTRAINT "emergency_accesses_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_accesses" ADD CONSTRAINT "emergency_accesses_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_accesses" ADD CONSTRAINT "emergency_accesses_reviewed_by_accounts_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_requests" ADD CONSTRAINT "identity_requests_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_requests" ADD CONSTRAINT "identity_requests_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_requests" ADD CONSTRAINT "identity_requests_requested_by_accounts_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_requests" ADD CONSTRAINT "identity_requests_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_recorded_by_accounts_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_successor_id_accounts_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recusals" ADD CONSTRAINT "recusals_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_steps" ADD CONSTRAINT "sign_in_steps_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_draft_id_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."drafts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_shares" ADD CONSTRAINT "note_shares_note_id_case_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."case_notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_shares" ADD CONSTRAINT "note_shares_shared_by_accounts_id_fk" FOREIGN KEY ("shared_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_reports" ADD CONSTRAINT "unit_reports_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_reports" ADD CONSTRAINT "unit_reports_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit_reports" ADD CONSTRAINT "unit_reports_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_holds" ADD CONSTRAINT "case_holds_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_holds" ADD CONSTRAINT "case_holds_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_holds" ADD CONSTRAINT "case_holds_released_by_accounts_id_fk" FOREIGN KEY ("released_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "emergency_accesses_one_unreviewed" ON "emergency_accesses" USING btree ("case_id","account_id") WHERE reviewed_at is null;--> statement-breakpoint
CREATE INDEX "emergency_accesses_waiting" ON "emergency_accesses" USING btree ("opened_at") WHERE reviewed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "identity_requests_one_open" ON "identity_requests" USING btree ("report_id","requested_by") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "identity_requests_waiting" ON "identity_requests" USING btree ("level","district","requested_at") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "identity_requests_case" ON "identity_requests" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "recusals_one_open" ON "recusals" USING btree ("case_id","account_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_code" ON "recovery_codes" USING btree ("account_id","code_hash");--> statement-breakpoint
CREATE INDEX "second_factors_account" ON "second_factors" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sign_in_steps_expires" ON "sign_in_steps" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_entries_case" ON "audit_entries" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_account" ON "audit_entries" USING btree ("account_id","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_action" ON "audit_entries" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "audit_entries_at" ON "audit_entries" USING btree ("at");--> statement-breakpoint
CREATE INDEX "evidence_case" ON "evidence" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "evidence_report" ON "evidence" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "evidence_draft" ON "evidence" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "case_notes_case" ON "case_notes" USING btree ("case_id","created_at");--> statement-breakpoint
CREATE INDEX "unit_reports_unit" ON "unit_reports" USING btree ("unit_id","filed_at");--> statement-breakpoint
CREATE INDEX "unit_reports_account" ON "unit_reports" USING btree ("account_id","filed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "case_holds_one_a_department" ON "case_holds" USING btree ("case_id","department") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "case_holds_case" ON "case_holds" USING btree ("case_id");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_officer_id_accounts_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_external" ON "accounts" USING btree ("external_issuer","external_subject");--> statement-breakpoint
CREATE INDEX "deliveries_case" ON "deliveries" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "cases_to_seal" ON "cases" USING btree ("closed_at") WHERE state = 'closed';--> statement-breakpoint
CREATE INDEX "cases_to_destroy" ON "cases" USING btree ("kept_until") WHERE state = 'sealed' and destroyed_at is null;--> statement-breakpoint
ALTER TABLE "reports" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "unit_reports" ("report_id", "unit_id", "number", "filed_at") SELECT "id", "unit_id", "number", "filed_at" FROM "reports" WHERE "unit_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "reports" DROP COLUMN "unit_id";--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_role_known" CHECK ("accounts"."role" in ('officer', 'lead', 'unit_lead', 'unit_reporter', 'coordinator', 'admin', 'auditor'));--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access'));