CREATE TABLE "assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"edition" text NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"urgency_before" text NOT NULL,
	"proposed_urgency" text NOT NULL,
	"decided_urgency" text NOT NULL,
	"proposed_interventions" text[] NOT NULL,
	"decided_interventions" text[] NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	CONSTRAINT "assessments_urgency_before_known" CHECK ("assessments"."urgency_before" in ('critical', 'urgent', 'serious')),
	CONSTRAINT "assessments_proposed_urgency_known" CHECK ("assessments"."proposed_urgency" in ('critical', 'urgent', 'serious')),
	CONSTRAINT "assessments_decided_urgency_known" CHECK ("assessments"."decided_urgency" in ('critical', 'urgent', 'serious'))
);
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "assessments_in_order" ON "assessments" USING btree ("case_id","ordinal");
--> statement-breakpoint
CREATE INDEX "assessments_account" ON "assessments" USING btree ("account_id");
--> statement-breakpoint
CREATE TABLE "movements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"successor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_department" text NOT NULL,
	"from_district" text NOT NULL,
	"to_department" text NOT NULL,
	"to_district" text NOT NULL,
	"sealed_reason" "bytea" NOT NULL,
	"account_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "movements_kind_known" CHECK ("movements"."kind" in ('transfer', 'return', 'recall', 'joint'))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";
--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "movements" ADD CONSTRAINT "movements_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "movements_case" ON "movements" USING btree ("case_id","at");
--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_named" ON "saved_views" USING btree ("account_id","name");
--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_one_default" ON "saved_views" USING btree ("account_id") WHERE is_default;
--> statement-breakpoint
CREATE INDEX "cases_open" ON "cases" USING btree ("district","opened_at") WHERE state = 'open';
--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assignment_returned', 'transfer_recalled', 'department_brought_in', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected'));
--> statement-breakpoint
-- Moves say who makes them: the desk that holds the work, who reviews its objection, or the desk that sent it by mistake
-- while nobody has accepted it. tests/integration/triage/state-table.test.ts tries every state, move and actor.
ALTER TABLE portal.assignment_moves ADD COLUMN made_by text NOT NULL DEFAULT 'desk';
--> statement-breakpoint
ALTER TABLE portal.assignment_moves ALTER COLUMN made_by DROP DEFAULT;
--> statement-breakpoint
UPDATE portal.assignment_moves SET made_by = 'reviewer' WHERE from_state = 'objected';
--> statement-breakpoint
INSERT INTO portal.assignment_moves (from_state, to_state, made_by) VALUES ('new', 'withdrawn', 'sender');
--> statement-breakpoint
-- Whoever sent work by mistake takes it back as long as nobody there has accepted it, and changes nothing else of it.
DROP POLICY assignments_moved ON assignments;
--> statement-breakpoint
CREATE POLICY assignments_moved ON assignments FOR UPDATE TO portal_web USING (
  (portal.is_officer() AND department = portal.department() AND portal.in_district(district))
  OR (state = 'objected' AND portal.in_district(district) AND (portal.actor_kind() = 'coordinator'
    OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))))
  WITH CHECK ((portal.is_officer() AND department = portal.department() AND portal.in_district(district))
  OR (portal.in_district(district) AND (portal.actor_kind() = 'coordinator'
    OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))));
--> statement-breakpoint
CREATE POLICY assignments_recalled ON assignments FOR UPDATE TO portal_web
  USING (state = 'new' AND portal.is_officer() AND portal.sent_on(predecessor_id, id, case_id))
  WITH CHECK (state = 'withdrawn' AND portal.is_officer());
--> statement-breakpoint
CREATE FUNCTION portal.recalled(predecessor uuid, successor uuid, its_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM assignments p JOIN assignments s ON s.id = p.predecessor_id
    WHERE p.id = predecessor AND p.successor_id = successor AND p.case_id = its_case AND p.state = 'withdrawn'
      AND p.accepted_at IS NULL AND s.state = 'transferred' AND s.department = portal.department() AND portal.in_district(s.district));
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.recalled(uuid, uuid, uuid) TO portal_web;
--> statement-breakpoint
CREATE POLICY assignments_recalled_to ON assignments FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND department = portal.department() AND portal.in_district(district)
  AND portal.recalled(predecessor_id, id, case_id));
--> statement-breakpoint

-- The words that go with work from one desk to another: those on the case, and the desk that wrote them.
ALTER TABLE movements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON movements TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (sealed_reason, case_id) ON movements TO portal_worker;
--> statement-breakpoint
CREATE POLICY movements_worker ON movements TO portal_worker USING (portal.actor_kind() = 'system')
  WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY movements_seen ON movements FOR SELECT TO portal_web USING (portal.is_officer() AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = movements.case_id AND a.kind = 'assigned')
  OR (portal.department() = 'procuratorate'
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = movements.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY movements_written ON movements FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND account_id = portal.account_id() AND from_department = portal.department()
  AND portal.in_district(from_district)
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = movements.case_id AND a.kind = 'assigned'));
--> statement-breakpoint

-- An officer's own views.
ALTER TABLE saved_views ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (is_default), DELETE ON saved_views TO portal_web;
--> statement-breakpoint
CREATE POLICY saved_views_own ON saved_views TO portal_web
  USING (portal.is_officer() AND account_id = portal.account_id())
  WITH CHECK (portal.is_officer() AND account_id = portal.account_id());
--> statement-breakpoint

-- Searching by a trait of the child finds cases whose contents the asker reads. The reporter's telephone finds a case
-- only for those who may know the reporter; otherwise the search would tell who reported.
GRANT SELECT (case_id, kind, token) ON blind_indexes TO portal_web;
--> statement-breakpoint
CREATE POLICY blind_indexes_searched ON blind_indexes FOR SELECT TO portal_web USING (portal.is_officer()
  AND (kind <> 'phone' OR portal.department() IN ('police', 'procuratorate'))
  AND (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = blind_indexes.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = blind_indexes.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
