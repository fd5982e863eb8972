CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"department" text,
	"districts" text[] NOT NULL,
	"unit_id" uuid,
	"display_name" text NOT NULL,
	"email" text,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_login_unique" UNIQUE("login"),
	CONSTRAINT "accounts_role_known" CHECK ("accounts"."role" in ('officer', 'lead', 'unit_lead', 'coordinator', 'admin', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"label" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_key_hash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" "bytea" NOT NULL,
	"window_started_at" timestamp with time zone NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "rate_limits_key_window_started_at_pk" PRIMARY KEY("key","window_started_at")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sessions_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"profession" text NOT NULL,
	"district" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"department" text NOT NULL,
	"district" text NOT NULL,
	"state" text NOT NULL,
	"capacity" text NOT NULL,
	"urgency" text NOT NULL,
	"urgency_rank" smallint NOT NULL,
	"edition" text NOT NULL,
	"reason" jsonb NOT NULL,
	"delivered_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"accepted_by" uuid,
	"closed_at" timestamp with time zone,
	"state_before_objection" text,
	"bounces" integer DEFAULT 0 NOT NULL,
	"predecessor_id" uuid,
	"successor_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "assignments_state_known" CHECK ("assignments"."state" in ('new', 'accepted', 'working', 'objected', 'transferred', 'withdrawn', 'closed')),
	CONSTRAINT "assignments_capacity_known" CHECK ("assignments"."capacity" in ('lead', 'supervision', 'protection', 'referral', 'informed')),
	CONSTRAINT "assignments_urgency_known" CHECK ("assignments"."urgency" in ('critical', 'urgent', 'serious'))
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"report_id" uuid NOT NULL,
	"department" text NOT NULL,
	"assignment_id" uuid NOT NULL,
	"delivered_at" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone,
	CONSTRAINT "deliveries_report_id_department_pk" PRIMARY KEY("report_id","department")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"assignment_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"district" text NOT NULL,
	"department" text NOT NULL,
	"level" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"proposed_department" text,
	"proposed_district" text,
	"raised_by" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"outcome" text,
	"sealed_decision" "bytea",
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"successor_id" uuid,
	CONSTRAINT "objections_level_known" CHECK ("objections"."level" in ('reviewer', 'coordinator'))
);
--> statement-breakpoint
CREATE TABLE "blind_indexes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"token" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_access" (
	"case_id" uuid NOT NULL,
	"department" text NOT NULL,
	"district" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "case_access_case_id_department_district_pk" PRIMARY KEY("case_id","department","district"),
	CONSTRAINT "case_access_kind_known" CHECK ("case_access"."kind" in ('assigned', 'informed'))
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid,
	"department" text,
	"district" text,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'urgency_changed', 'clock_breached', 'identity_opened'))
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"urgency" text NOT NULL,
	"urgency_rule" text NOT NULL,
	"district" text NOT NULL,
	"situations" text[] NOT NULL,
	"child_sex" text NOT NULL,
	"child_age" integer,
	"child_count" integer NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"joined_into_id" uuid,
	CONSTRAINT "cases_number_unique" UNIQUE("number"),
	CONSTRAINT "cases_state_known" CHECK ("cases"."state" in ('open', 'closed', 'sealed')),
	CONSTRAINT "cases_urgency_known" CHECK ("cases"."urgency" in ('critical', 'urgent', 'serious'))
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"master_key_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"report_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"relation" text,
	"sealed_identity" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "parties_kind_known" CHECK ("parties"."kind" in ('child', 'suspect', 'guardian', 'sibling', 'witness'))
);
--> statement-breakpoint
CREATE TABLE "clocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"assignment_id" uuid,
	"report_id" uuid,
	"clock" text NOT NULL,
	"edition" text NOT NULL,
	"owner" text NOT NULL,
	"district" text NOT NULL,
	"source" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"provisional" boolean DEFAULT false NOT NULL,
	"stopped_at" timestamp with time zone,
	"breached_at" timestamp with time zone,
	"cancelled_for" text,
	CONSTRAINT "clocks_state_known" CHECK ("clocks"."state" in ('running', 'met', 'breached', 'met_late', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"case_number" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"priority" smallint DEFAULT 10 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL,
	"relayed_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failed_at" timestamp with time zone,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"report_id" uuid NOT NULL,
	"edition" text NOT NULL,
	"wrapped_key" "bytea" NOT NULL,
	"master_key_id" text NOT NULL,
	"sealed_answers" "bytea",
	"version" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"filed_at" timestamp with time zone,
	CONSTRAINT "drafts_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "drafts_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "drafts_report_id_unique" UNIQUE("report_id")
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"proof" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"saved_at" timestamp with time zone,
	CONSTRAINT "receipts_code_hash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "reporter_identities" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"sealed_identity" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"case_id" uuid NOT NULL,
	"edition" text NOT NULL,
	"channel" text NOT NULL,
	"profession" text NOT NULL,
	"urgency" text NOT NULL,
	"unit_id" uuid,
	"situations" text[] NOT NULL,
	"urgent_path" boolean DEFAULT false NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"idempotency_hash" "bytea" NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"filed_at" timestamp with time zone NOT NULL,
	"routed_at" timestamp with time zone,
	CONSTRAINT "reports_number_unique" UNIQUE("number"),
	CONSTRAINT "reports_idempotency_hash_unique" UNIQUE("idempotency_hash"),
	CONSTRAINT "reports_channel_known" CHECK ("reports"."channel" in ('web', 'api')),
	CONSTRAINT "reports_urgency_known" CHECK ("reports"."urgency" in ('critical', 'urgent', 'serious'))
);
--> statement-breakpoint
CREATE TABLE "routing_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"edition" text NOT NULL,
	"decision" text NOT NULL,
	"informed_districts" jsonb NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "routing_decisions_report_id_unique" UNIQUE("report_id")
);
--> statement-breakpoint
CREATE TABLE "supplements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_accepted_by_accounts_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_raised_by_accounts_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_indexes" ADD CONSTRAINT "blind_indexes_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blind_indexes" ADD CONSTRAINT "blind_indexes_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reporter_identities" ADD CONSTRAINT "reporter_identities_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_decisions" ADD CONSTRAINT "routing_decisions_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "routing_decisions" ADD CONSTRAINT "routing_decisions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplements" ADD CONSTRAINT "supplements_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_department" ON "accounts" USING btree ("department");--> statement-breakpoint
CREATE INDEX "rate_limits_window" ON "rate_limits" USING btree ("window_started_at");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "units_name" ON "units" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_one_held_per_department" ON "assignments" USING btree ("case_id","department") WHERE state in ('new', 'accepted', 'working', 'objected');--> statement-breakpoint
CREATE INDEX "assignments_queue" ON "assignments" USING btree ("department","district","state","urgency_rank","delivered_at","id");--> statement-breakpoint
CREATE INDEX "assignments_case" ON "assignments" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "deliveries_assignment" ON "deliveries" USING btree ("assignment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "objections_one_open" ON "objections" USING btree ("assignment_id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "objections_waiting" ON "objections" USING btree ("district","raised_at") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "objections_case" ON "objections" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "blind_indexes_token" ON "blind_indexes" USING btree ("kind","token");--> statement-breakpoint
CREATE INDEX "blind_indexes_case" ON "blind_indexes" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_access_desk" ON "case_access" USING btree ("department","district","kind");--> statement-breakpoint
CREATE INDEX "case_events_case" ON "case_events" USING btree ("case_id","at");--> statement-breakpoint
CREATE INDEX "cases_district" ON "cases" USING btree ("district","opened_at");--> statement-breakpoint
CREATE INDEX "data_keys_case" ON "data_keys" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "parties_case" ON "parties" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "clocks_case" ON "clocks" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "clocks_assignment" ON "clocks" USING btree ("assignment_id");--> statement-breakpoint
CREATE INDEX "clocks_due" ON "clocks" USING btree ("due_at") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_started_once" ON "clocks" USING btree ("assignment_id","clock","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_report_started_once" ON "clocks" USING btree ("report_id","clock") WHERE assignment_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("kind","account_id","subject_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("priority","available_at") WHERE relayed_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "outbox_undone" ON "outbox" USING btree ("relayed_at") WHERE relayed_at is not null and done_at is null and failed_at is null;--> statement-breakpoint
CREATE INDEX "drafts_expires" ON "drafts" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "reports_case" ON "reports" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "reports_unit" ON "reports" USING btree ("unit_id","filed_at");--> statement-breakpoint
CREATE INDEX "routing_decisions_case" ON "routing_decisions" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "supplements_report" ON "supplements" USING btree ("report_id","created_at");