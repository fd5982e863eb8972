CREATE TABLE "case_joins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"from_case_id" uuid NOT NULL,
	"automatic" boolean NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"department" text,
	"joined_at" timestamp with time zone,
	"moved" jsonb,
	"undo_asked_at" timestamp with time zone,
	"undo_by" uuid,
	"undo_department" text,
	"undone_at" timestamp with time zone,
	CONSTRAINT "case_joins_state_known" CHECK ("case_joins"."state" in ('asked', 'joined', 'refused', 'undo_asked', 'undone')),
	CONSTRAINT "case_joins_of_two" CHECK ("case_joins"."case_id" <> "case_joins"."from_case_id")
);
--> statement-breakpoint
CREATE TABLE "match_profiles" (
	"party_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"traits" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "match_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"other_case_id" uuid NOT NULL,
	"party_id" uuid,
	"other_party_id" uuid,
	"state" text NOT NULL,
	"weight" real NOT NULL,
	"findings" jsonb NOT NULL,
	"edition" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"department" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "match_proposals_state_known" CHECK ("match_proposals"."state" in ('open', 'joined', 'apart', 'lapsed')),
	CONSTRAINT "match_proposals_reason_known" CHECK ("match_proposals"."reason" in ('another_child', 'twin_or_sibling', 'told_too_little', 'wrongly_joined')),
	CONSTRAINT "match_proposals_of_two" CHECK ("match_proposals"."case_id" <> "match_proposals"."other_case_id")
);
--> statement-breakpoint
CREATE TABLE "match_tokens" (
	"party_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"token" "bytea" NOT NULL,
	CONSTRAINT "match_tokens_party_id_token_pk" PRIMARY KEY("party_id","token")
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
DROP INDEX "assignments_one_held_per_department";--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "joined_from_id" uuid;--> statement-breakpoint
ALTER TABLE "case_joins" ADD CONSTRAINT "case_joins_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_joins" ADD CONSTRAINT "case_joins_from_case_id_cases_id_fk" FOREIGN KEY ("from_case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_joins" ADD CONSTRAINT "case_joins_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_joins" ADD CONSTRAINT "case_joins_undo_by_accounts_id_fk" FOREIGN KEY ("undo_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_profiles" ADD CONSTRAINT "match_profiles_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_profiles" ADD CONSTRAINT "match_profiles_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_proposals" ADD CONSTRAINT "match_proposals_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_proposals" ADD CONSTRAINT "match_proposals_other_case_id_cases_id_fk" FOREIGN KEY ("other_case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_proposals" ADD CONSTRAINT "match_proposals_decided_by_accounts_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_tokens" ADD CONSTRAINT "match_tokens_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match_tokens" ADD CONSTRAINT "match_tokens_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_joins_case" ON "case_joins" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_joins_one_standing" ON "case_joins" USING btree ("from_case_id") WHERE state in ('asked', 'joined', 'undo_asked');--> statement-breakpoint
CREATE INDEX "match_profiles_case" ON "match_profiles" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "match_proposals_once" ON "match_proposals" USING btree (least("case_id", "other_case_id"),greatest("case_id", "other_case_id"));--> statement-breakpoint
CREATE INDEX "match_proposals_case" ON "match_proposals" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "match_proposals_other" ON "match_proposals" USING btree ("other_case_id");--> statement-breakpoint
CREATE INDEX "match_proposals_open" ON "match_proposals" USING btree ("proposed_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "match_tokens_token" ON "match_tokens" USING btree ("token");--> statement-breakpoint
CREATE INDEX "match_tokens_case" ON "match_tokens" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "assignments_one_held_per_department" ON "assignments" USING btree ("case_id","department",coalesce(joined_from_id, case_id)) WHERE state in ('new', 'accepted', 'working', 'objected');--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected', 'cases_joined', 'kept_apart', 'join_undone'));
--> statement-breakpoint
-- Whether the asker reads the contents of a case: on the case, or a prosecutor of its district; not for the hour of an
-- emergency, and not once recused.
CREATE FUNCTION portal.reads_case(its_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN portal.is_officer() AND its_case <> ALL (portal.personal('recused')) AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = its_case AND a.kind = 'assigned')
    OR (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = its_case AND portal.in_district(c.district) AND c.state <> 'sealed')));
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.reads_case(uuid) TO portal_web, portal_worker;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['match_profiles', 'match_tokens', 'match_proposals', 'case_joins']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO portal_worker USING (portal.actor_kind() = ''system'') '
      'WITH CHECK (portal.actor_kind() = ''system'')', name || '_worker', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- The hashes are written and compared by the worker alone.
GRANT SELECT, INSERT, DELETE, UPDATE (case_id) ON match_profiles, match_tokens TO portal_worker;
--> statement-breakpoint
-- Two cases held against each other: whoever reads both, and nobody else, since one tells of the other.
GRANT SELECT, UPDATE (state, decided_by, department, decided_at, reason) ON match_proposals TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON match_proposals TO portal_worker;
--> statement-breakpoint
CREATE POLICY match_proposals_seen ON match_proposals FOR SELECT TO portal_web
  USING (portal.is_officer() AND portal.reads_case(case_id) AND portal.reads_case(other_case_id));
--> statement-breakpoint
CREATE POLICY match_proposals_decided ON match_proposals FOR UPDATE TO portal_web
  USING (portal.is_officer() AND state IN ('open', 'apart') AND portal.reads_case(case_id) AND portal.reads_case(other_case_id))
  WITH CHECK (decided_by = portal.account_id() AND department = portal.department());
--> statement-breakpoint
-- A join is asked for by whoever reads both cases; the worker alone moves the rows.
GRANT SELECT, INSERT, UPDATE (state, undo_asked_at, undo_by, undo_department) ON case_joins TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON case_joins TO portal_worker;
--> statement-breakpoint
CREATE POLICY case_joins_seen ON case_joins FOR SELECT TO portal_web
  USING (portal.is_officer() AND (portal.reads_case(case_id) OR portal.reads_case(from_case_id)));
--> statement-breakpoint
CREATE POLICY case_joins_asked ON case_joins FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND state = 'asked' AND NOT automatic AND decided_by = portal.account_id()
    AND department = portal.department() AND moved IS NULL AND portal.reads_case(case_id) AND portal.reads_case(from_case_id));
--> statement-breakpoint
CREATE POLICY case_joins_undo_asked ON case_joins FOR UPDATE TO portal_web
  USING (portal.is_officer() AND state = 'joined' AND portal.reads_case(case_id))
  WITH CHECK (state = 'undo_asked' AND undo_by = portal.account_id() AND undo_department = portal.department());
--> statement-breakpoint
-- That another case was found to be the same child's, or not, is part of the contents.
CREATE POLICY case_events_without_joins ON case_events AS RESTRICTIVE FOR SELECT TO portal_web USING (
  kind NOT IN ('cases_joined', 'kept_apart', 'join_undone') OR portal.reads_reports_of(case_id));
--> statement-breakpoint
-- What goes along with a case that is joined, and back.
GRANT UPDATE (case_id) ON case_notes, note_shares, case_events, routing_decisions, identity_requests, case_holds, movements TO portal_worker;
--> statement-breakpoint
GRANT UPDATE (case_id, ordinal) ON assessments TO portal_worker;
--> statement-breakpoint
-- Whoever is recused from one of two cases is recused from both.
GRANT INSERT, UPDATE (ended_at, ended_by) ON recusals TO portal_worker;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION portal.refuse_second_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NOT NULL
    AND (to_jsonb(NEW) - 'opened_at' - 'sealed_reason' - 'sealed_decision' - 'case_id')
      IS DISTINCT FROM (to_jsonb(OLD) - 'opened_at' - 'sealed_reason' - 'sealed_decision' - 'case_id') THEN
    RAISE EXCEPTION 'a decided request stays as it was decided' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- An assignment keeps its case and its desk, but for the jobs that join two cases and undo it.
CREATE OR REPLACE FUNCTION portal.refuse_unknown_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state
    AND NOT EXISTS (SELECT 1 FROM portal.assignment_moves m WHERE m.from_state = OLD.state AND m.to_state = NEW.state) THEN
    RAISE EXCEPTION 'an assignment cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.department <> OLD.department OR NEW.district <> OLD.district THEN
    RAISE EXCEPTION 'an assignment keeps its case and its desk; a transfer opens a successor' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.case_id <> OLD.case_id OR NEW.joined_from_id IS DISTINCT FROM OLD.joined_from_id)
    AND NOT (portal.actor_kind() = 'system' AND pg_has_role(current_user, 'portal_worker', 'MEMBER')
      AND current_setting('portal.account_id', true) IN ('join-cases', 'undo-join')) THEN
    RAISE EXCEPTION 'an assignment keeps its case and its desk; a transfer opens a successor' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
