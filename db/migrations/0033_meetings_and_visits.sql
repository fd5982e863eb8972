CREATE TABLE "meeting_desks" (
	"meeting_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"department" text NOT NULL,
	"attendance" text NOT NULL,
	CONSTRAINT "meeting_desks_meeting_id_department_pk" PRIMARY KEY("meeting_id","department"),
	CONSTRAINT "meeting_desks_attendance_known" CHECK ("meeting_desks"."attendance" in ('invited', 'attended', 'absent'))
);
--> statement-breakpoint
CREATE TABLE "meeting_tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"department" text NOT NULL,
	"sealed_task" "bytea" NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"sealed_result" "bytea",
	"done_by" uuid,
	"done_at" timestamp with time zone,
	CONSTRAINT "meeting_tasks_state_known" CHECK ("meeting_tasks"."state" in ('open', 'done')),
	CONSTRAINT "meeting_tasks_done_whole" CHECK (("meeting_tasks"."state" = 'done') = ("meeting_tasks"."done_at" is not null) and ("meeting_tasks"."done_at" is null) = ("meeting_tasks"."done_by" is null)
        and ("meeting_tasks"."done_at" is null) = ("meeting_tasks"."sealed_result" is null))
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"state" text NOT NULL,
	"department" text NOT NULL,
	"called_by" uuid NOT NULL,
	"called_at" timestamp with time zone NOT NULL,
	"planned_for" timestamp with time zone NOT NULL,
	"sealed_agenda" "bytea" NOT NULL,
	"held_at" timestamp with time zone,
	"sealed_record" "bytea",
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "meetings_state_known" CHECK ("meetings"."state" in ('planned', 'held', 'cancelled')),
	CONSTRAINT "meetings_ended_whole" CHECK (("meetings"."state" = 'planned') = ("meetings"."ended_at" is null) and ("meetings"."ended_at" is null) = ("meetings"."ended_by" is null)
        and ("meetings"."ended_at" is null) = ("meetings"."sealed_record" is null) and ("meetings"."state" = 'held') = ("meetings"."held_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "register_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"assignment_id" uuid NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "register_entries_end_known" CHECK ("register_entries"."end_reason" in ('returned', 'moved', 'grown_up', 'case_ended', 'other')),
	CONSTRAINT "register_entries_ended_whole" CHECK (("register_entries"."ended_at" is null) = ("register_entries"."ended_by" is null) and ("register_entries"."ended_at" is null) = ("register_entries"."end_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"visited_at" timestamp with time zone NOT NULL,
	"department" text NOT NULL,
	"account_id" uuid NOT NULL,
	"child_seen" boolean NOT NULL,
	"concern" text NOT NULL,
	"sealed_findings" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visits_kind_known" CHECK ("visits"."kind" in ('home', 'monthly', 'school', 'placement')),
	CONSTRAINT "visits_concern_known" CHECK ("visits"."concern" in ('none', 'watch', 'danger'))
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
ALTER TABLE "meeting_desks" ADD CONSTRAINT "meeting_desks_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_desks" ADD CONSTRAINT "meeting_desks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_tasks" ADD CONSTRAINT "meeting_tasks_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_tasks" ADD CONSTRAINT "meeting_tasks_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_tasks" ADD CONSTRAINT "meeting_tasks_done_by_accounts_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_called_by_accounts_id_fk" FOREIGN KEY ("called_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entries_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entries_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entries_entered_by_accounts_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entries" ADD CONSTRAINT "register_entries_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_desks_case" ON "meeting_desks" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "meeting_tasks_case" ON "meeting_tasks" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "meeting_tasks_open" ON "meeting_tasks" USING btree ("department","due_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "meetings_case" ON "meetings" USING btree ("case_id","planned_for");--> statement-breakpoint
CREATE UNIQUE INDEX "register_entries_one_open" ON "register_entries" USING btree ("assignment_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "visits_case" ON "visits" USING btree ("case_id","visited_at");--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assignment_returned', 'transfer_recalled', 'department_brought_in', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'meeting_planned', 'meeting_held', 'meeting_cancelled', 'meeting_task_done', 'visit_recorded', 'child_registered', 'child_left_register', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected', 'cases_joined', 'kept_apart', 'join_undone', 'inquiry_asked', 'inquiry_answered', 'inquiry_withdrawn')) NOT VALID;--> statement-breakpoint
ALTER TABLE "case_events" VALIDATE CONSTRAINT "case_events_kind_known";
--> statement-breakpoint
-- Meetings and visits are the common work of the desks on a case: each of them reads all of it, and so does the
-- procuratorate of the district. In an emergency they are read like the rest of the contents.
ALTER TABLE meetings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY meetings_seen ON meetings FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meetings.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meetings.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY meetings_worker ON meetings TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
ALTER TABLE meeting_desks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY meeting_desks_seen ON meeting_desks FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meeting_desks.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meeting_desks.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY meeting_desks_worker ON meeting_desks TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
ALTER TABLE meeting_tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY meeting_tasks_seen ON meeting_tasks FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meeting_tasks.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meeting_tasks.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY meeting_tasks_worker ON meeting_tasks TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
ALTER TABLE visits ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY visits_seen ON visits FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = visits.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = visits.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY visits_worker ON visits TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
ALTER TABLE register_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY register_entries_seen ON register_entries FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = register_entries.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = register_entries.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY register_entries_worker ON register_entries TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, planned_for, sealed_agenda, held_at, sealed_record, ended_by, ended_at, version) ON meetings TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (attendance) ON meeting_desks TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, sealed_result, done_by, done_at) ON meeting_tasks TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT ON visits TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_by, ended_at, end_reason) ON register_entries TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE, UPDATE (case_id) ON meetings, meeting_desks, meeting_tasks, visits TO portal_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE (case_id) ON register_entries TO portal_worker;
--> statement-breakpoint
CREATE POLICY meetings_called ON meetings FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND department = portal.department() AND called_by = portal.account_id() AND state = 'planned' AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meetings.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meetings.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
-- The department that called a meeting moves it, cancels it or keeps its record, once.
CREATE POLICY meetings_ended ON meetings FOR UPDATE TO portal_web USING (portal.is_officer() AND state = 'planned'
  AND department = portal.department() AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meetings.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meetings.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))))
  WITH CHECK (department = portal.department() AND (ended_by IS NULL OR ended_by = portal.account_id()));
--> statement-breakpoint
CREATE POLICY meeting_desks_asked ON meeting_desks FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND EXISTS (SELECT 1 FROM meetings m WHERE m.id = meeting_id AND m.case_id = meeting_desks.case_id
    AND m.department = portal.department()));
--> statement-breakpoint
CREATE POLICY meeting_desks_noted ON meeting_desks FOR UPDATE TO portal_web USING (portal.is_officer()
  AND EXISTS (SELECT 1 FROM meetings m WHERE m.id = meeting_id AND m.department = portal.department() AND m.state = 'planned'))
  WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY meeting_tasks_given ON meeting_tasks FOR INSERT TO portal_web WITH CHECK (portal.is_officer() AND state = 'open'
  AND EXISTS (SELECT 1 FROM meetings m WHERE m.id = meeting_id AND m.case_id = meeting_tasks.case_id
    AND m.department = portal.department()));
--> statement-breakpoint
-- Whoever was given a task ends it.
CREATE POLICY meeting_tasks_done ON meeting_tasks FOR UPDATE TO portal_web USING (portal.is_officer() AND state = 'open'
  AND department = portal.department() AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = meeting_tasks.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = meeting_tasks.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))))
  WITH CHECK (state = 'done' AND done_by = portal.account_id());
--> statement-breakpoint
CREATE POLICY visits_recorded ON visits FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND department = portal.department() AND account_id = portal.account_id() AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = visits.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = visits.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
-- The register is civil affairs' own.
CREATE POLICY register_entries_made ON register_entries FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND portal.department() = 'civil_affairs' AND entered_by = portal.account_id() AND ended_at IS NULL
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = register_entries.case_id AND a.kind = 'assigned'));
--> statement-breakpoint
CREATE POLICY register_entries_ended ON register_entries FOR UPDATE TO portal_web USING (portal.is_officer()
  AND portal.department() = 'civil_affairs' AND ended_at IS NULL
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = register_entries.case_id AND a.kind = 'assigned'))
  WITH CHECK (ended_by = portal.account_id());
