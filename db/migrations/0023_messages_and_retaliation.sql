CREATE TABLE "report_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"district" text NOT NULL,
	"author" text NOT NULL,
	"kind" text NOT NULL,
	"department" text,
	"account_id" uuid,
	"in_reply_to" uuid,
	"about_department" text,
	"sealed_text" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_messages_of_report" UNIQUE("id","report_id"),
	CONSTRAINT "report_messages_author_known" CHECK ("report_messages"."author" in ('reporter', 'desk', 'coordinator')),
	CONSTRAINT "report_messages_kind_known" CHECK ("report_messages"."kind" in ('question', 'word', 'answer', 'message', 'wrong_department')),
	CONSTRAINT "report_messages_author_fits" CHECK (case "report_messages"."author"
        when 'reporter' then "report_messages"."kind" in ('answer', 'message', 'wrong_department') and "report_messages"."account_id" is null and "report_messages"."department" is null
        when 'desk' then "report_messages"."kind" in ('question', 'word') and "report_messages"."account_id" is not null and "report_messages"."department" is not null
        else "report_messages"."kind" = 'word' and "report_messages"."account_id" is not null and "report_messages"."in_reply_to" is not null end),
	CONSTRAINT "report_messages_about_fits" CHECK (("report_messages"."about_department" is not null) = ("report_messages"."kind" = 'wrong_department')),
	CONSTRAINT "report_messages_answer_fits" CHECK ("report_messages"."kind" <> 'answer' or "report_messages"."in_reply_to" is not null)
);
--> statement-breakpoint
CREATE TABLE "report_results" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"department" text NOT NULL,
	"outcome" text NOT NULL,
	"decided_on" date NOT NULL,
	"account_id" uuid NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"replaces_id" uuid,
	CONSTRAINT "report_results_of_department" UNIQUE("id","report_id","department"),
	CONSTRAINT "report_results_outcome_known" CHECK ("report_results"."outcome" in ('under_review', 'verifying', 'case_filed', 'public_order_filed', 'not_filed', 'notice_served', 'handed_over', 'before_prosecution', 'handling', 'protected', 'concluded'))
);
--> statement-breakpoint
CREATE TABLE "reporter_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "reporter_notices_kind_known" CHECK ("reporter_notices"."kind" in ('question', 'word', 'result', 'retaliation'))
);
--> statement-breakpoint
CREATE TABLE "retaliation_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"retaliation_id" uuid NOT NULL,
	"account_id" uuid,
	"sealed_text" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retaliations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"report_id" uuid NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"happened_on" date,
	"contact" text NOT NULL,
	"sealed_text" "bytea" NOT NULL,
	"state" text NOT NULL,
	"edition" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"taken_at" timestamp with time zone,
	"taken_by" uuid,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"outcome" text,
	CONSTRAINT "retaliations_number_unique" UNIQUE("number"),
	CONSTRAINT "retaliations_source_known" CHECK ("retaliations"."source" in ('employer', 'suspect_side', 'other')),
	CONSTRAINT "retaliations_kind_known" CHECK ("retaliations"."kind" in ('dismissed', 'punished', 'moved_or_paid_less', 'threatened', 'identity_leaked', 'obstructed', 'other')),
	CONSTRAINT "retaliations_contact_known" CHECK ("retaliations"."contact" in ('receipt_only', 'call', 'write')),
	CONSTRAINT "retaliations_state_known" CHECK ("retaliations"."state" in ('opened', 'taken', 'ended')),
	CONSTRAINT "retaliations_outcome_known" CHECK ("retaliations"."outcome" in ('remedied', 'handed_over', 'not_found', 'not_wished')),
	CONSTRAINT "retaliations_state_told" CHECK (("retaliations"."state" = 'opened') = ("retaliations"."taken_at" is null) and ("retaliations"."taken_at" is null) = ("retaliations"."taken_by" is null)
        and ("retaliations"."state" = 'ended') = ("retaliations"."ended_at" is not null) and ("retaliations"."ended_at" is null) = ("retaliations"."outcome" is null)
        and ("retaliations"."ended_at" is null) = ("retaliations"."ended_by" is null))
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_messages" ADD CONSTRAINT "report_messages_reply_in_thread" FOREIGN KEY ("in_reply_to","report_id") REFERENCES "public"."report_messages"("id","report_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_results" ADD CONSTRAINT "report_results_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_results" ADD CONSTRAINT "report_results_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_results" ADD CONSTRAINT "report_results_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_results" ADD CONSTRAINT "report_results_corrects_own" FOREIGN KEY ("replaces_id","report_id","department") REFERENCES "public"."report_results"("id","report_id","department") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reporter_notices" ADD CONSTRAINT "reporter_notices_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retaliation_entries" ADD CONSTRAINT "retaliation_entries_retaliation_id_retaliations_id_fk" FOREIGN KEY ("retaliation_id") REFERENCES "public"."retaliations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retaliation_entries" ADD CONSTRAINT "retaliation_entries_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retaliations" ADD CONSTRAINT "retaliations_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retaliations" ADD CONSTRAINT "retaliations_taken_by_accounts_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retaliations" ADD CONSTRAINT "retaliations_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_messages_report" ON "report_messages" USING btree ("report_id","created_at");--> statement-breakpoint
CREATE INDEX "report_messages_astray" ON "report_messages" USING btree ("district","created_at") WHERE kind = 'wrong_department';--> statement-breakpoint
CREATE INDEX "report_results_report" ON "report_results" USING btree ("report_id","told_at");--> statement-breakpoint
CREATE INDEX "report_results_assignment" ON "report_results" USING btree ("assignment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "report_results_corrected_once" ON "report_results" USING btree ("replaces_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reporter_notices_once" ON "reporter_notices" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "retaliation_entries_matter" ON "retaliation_entries" USING btree ("retaliation_id","created_at");--> statement-breakpoint
CREATE INDEX "retaliations_report" ON "retaliations" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "retaliations_open" ON "retaliations" USING btree ("opened_at") WHERE state <> 'ended';--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected'));--> statement-breakpoint
CREATE SEQUENCE portal.retaliation_number;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE portal.retaliation_number TO portal_web;
--> statement-breakpoint
-- Whether the asker is a prosecutor of the district in which a report's case lies now, and not recused from it. Stays true
-- once the case is sealed: what befalls a reporter may come later.
CREATE FUNCTION portal.supervises_report(report uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN portal.is_prosecutor() AND EXISTS (SELECT 1 FROM deliveries d JOIN cases c ON c.id = d.case_id
    WHERE d.report_id = report AND portal.in_district(c.district));
END $$;
--> statement-breakpoint
-- Whether the asker's desk works the case of a report: reads what was filed, and not for the hour of an emergency only.
CREATE FUNCTION portal.works_report(report uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  its_case uuid := portal.case_of_report(report);
BEGIN
  RETURN portal.is_officer() AND its_case IS NOT NULL AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = its_case AND a.kind = 'assigned')
    OR (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = its_case AND portal.in_district(c.district) AND c.state <> 'sealed')));
END $$;
--> statement-breakpoint
CREATE FUNCTION portal.reads_reports_of(its_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM reports r WHERE r.case_id = its_case);
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.supervises_report(uuid), portal.works_report(uuid), portal.reads_reports_of(uuid)
  TO portal_web, portal_worker;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['report_messages', 'report_results', 'reporter_notices', 'retaliations', 'retaliation_entries']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO portal_worker USING (portal.actor_kind() = ''system'') '
      'WITH CHECK (portal.actor_kind() = ''system'')', name || '_worker', name);
  END LOOP;
END $$;
--> statement-breakpoint

-- Messages: who reads the report reads its thread. A coordinator reads what says that a report went astray.
GRANT SELECT, INSERT ON report_messages TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON report_messages TO portal_worker;
--> statement-breakpoint
CREATE POLICY report_messages_seen ON report_messages FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND portal.case_of_report(report_id) IS NOT NULL)
  OR (portal.actor_kind() = 'coordinator' AND portal.in_district(district) AND (kind = 'wrong_department' OR author = 'coordinator')));
--> statement-breakpoint
CREATE POLICY report_messages_written ON report_messages FOR INSERT TO portal_web WITH CHECK (
  (portal.actor_kind() = 'reporter' AND author = 'reporter' AND report_id = portal.report_id())
  OR (author = 'desk' AND account_id = portal.account_id() AND department = portal.department() AND portal.works_report(report_id))
  OR (portal.actor_kind() = 'coordinator' AND author = 'coordinator' AND account_id = portal.account_id() AND portal.in_district(district)));
--> statement-breakpoint
CREATE TRIGGER report_messages_never_edited BEFORE UPDATE ON report_messages
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint
-- That there is a thread is part of the contents: a desk that reads no report finds nothing of it on the timeline.
CREATE POLICY case_events_without_messages ON case_events AS RESTRICTIVE FOR SELECT TO portal_web USING (
  kind NOT IN ('reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray') OR portal.reads_reports_of(case_id));
--> statement-breakpoint

-- Results told to reporters: by the department's own desk on the case, never changed.
GRANT SELECT, INSERT ON report_results TO portal_web;
--> statement-breakpoint
GRANT SELECT ON report_results TO portal_worker;
--> statement-breakpoint
CREATE POLICY report_results_seen ON report_results FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND portal.case_of_report(report_id) IS NOT NULL));
--> statement-breakpoint
CREATE POLICY report_results_told ON report_results FOR INSERT TO portal_web WITH CHECK (
  account_id = portal.account_id() AND department = portal.department() AND portal.works_report(report_id)
  AND EXISTS (SELECT 1 FROM assignments s WHERE s.id = report_results.assignment_id AND s.department = portal.department()
    AND portal.in_district(s.district) AND s.case_id = portal.case_of_report(report_id)));
--> statement-breakpoint
CREATE TRIGGER report_results_never_changed BEFORE UPDATE OR DELETE ON report_results
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint

-- Letters to reporters: promised by whoever has something to tell, read by the worker alone.
GRANT INSERT ON reporter_notices TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (sent_at) ON reporter_notices TO portal_worker;
--> statement-breakpoint
CREATE POLICY reporter_notices_owed ON reporter_notices FOR INSERT TO portal_web WITH CHECK (
  sent_at IS NULL AND (portal.works_report(report_id) OR portal.supervises_report(report_id)
    OR (portal.actor_kind() = 'coordinator' AND EXISTS (SELECT 1 FROM deliveries d WHERE d.report_id = reporter_notices.report_id))));
--> statement-breakpoint

-- Retaliation: the reporter, and the prosecutors of the district. Nobody else, no unit, no desk on the case, no coordinator.
GRANT SELECT, INSERT ON retaliations, retaliation_entries TO portal_web;
--> statement-breakpoint
GRANT UPDATE (state, taken_at, taken_by, ended_at, ended_by, outcome) ON retaliations TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (sealed_text) ON retaliations TO portal_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON retaliation_entries TO portal_worker;
--> statement-breakpoint
CREATE POLICY retaliations_seen ON retaliations FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id()) OR portal.supervises_report(report_id));
--> statement-breakpoint
CREATE POLICY retaliations_recorded ON retaliations FOR INSERT TO portal_web WITH CHECK (
  portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND state = 'opened');
--> statement-breakpoint
CREATE POLICY retaliations_worked ON retaliations FOR UPDATE TO portal_web USING (portal.supervises_report(report_id));
--> statement-breakpoint
CREATE POLICY retaliation_entries_seen ON retaliation_entries FOR SELECT TO portal_web USING (
  EXISTS (SELECT 1 FROM retaliations t WHERE t.id = retaliation_entries.retaliation_id));
--> statement-breakpoint
CREATE POLICY retaliation_entries_written ON retaliation_entries FOR INSERT TO portal_web WITH CHECK (
  EXISTS (SELECT 1 FROM retaliations t WHERE t.id = retaliation_entries.retaliation_id)
  AND ((portal.actor_kind() = 'reporter' AND account_id IS NULL) OR (portal.is_prosecutor() AND account_id = portal.account_id())));
--> statement-breakpoint
CREATE TRIGGER retaliation_entries_never_edited BEFORE UPDATE ON retaliation_entries
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint
CREATE FUNCTION portal.refuse_unknown_retaliation_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('opened', 'taken'), ('taken', 'ended')) THEN
    RAISE EXCEPTION 'such a matter cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (to_jsonb(NEW) - 'sealed_text') IS DISTINCT FROM (to_jsonb(OLD) - 'sealed_text') AND NEW.state = OLD.state THEN
    RAISE EXCEPTION 'such a matter changes by its moves only' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sealed_text IS DISTINCT FROM OLD.sealed_text AND length(NEW.sealed_text) > 0 THEN
    RAISE EXCEPTION 'what was recorded is never edited' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER retaliations_known_states BEFORE UPDATE ON retaliations
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_unknown_retaliation_state();
