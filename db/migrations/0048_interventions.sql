CREATE TABLE "intervention_moves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"intervention_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"move" text NOT NULL,
	"target" text,
	"from_state" text,
	"to_state" text NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"awaits" text[] NOT NULL,
	"owed" text[] NOT NULL,
	"sealed_answers" "bytea" NOT NULL,
	CONSTRAINT "intervention_moves_move_known" CHECK ("intervention_moves"."move" in ('propose', 'approve', 'decline', 'withdraw', 'start', 'step', 'review', 'end')),
	CONSTRAINT "intervention_moves_from_known" CHECK ("intervention_moves"."from_state" in ('proposed', 'approved', 'declined', 'active', 'reviewed', 'ended')),
	CONSTRAINT "intervention_moves_to_known" CHECK ("intervention_moves"."to_state" in ('proposed', 'approved', 'declined', 'active', 'reviewed', 'ended'))
);
--> statement-breakpoint
CREATE TABLE "intervention_secrets" (
	"move_id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"department" text NOT NULL,
	"account_id" uuid NOT NULL,
	"sealed_answers" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interventions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"edition" text NOT NULL,
	"lead" text NOT NULL,
	"cooperating" text[] NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"step" text,
	"result" text,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "interventions_state_known" CHECK ("interventions"."state" in ('proposed', 'approved', 'declined', 'active', 'reviewed', 'ended')),
	CONSTRAINT "interventions_ended_whole" CHECK (("interventions"."state" in ('declined', 'ended')) = ("interventions"."ended_at" is not null) and ("interventions"."state" = 'ended') = ("interventions"."result" is not null))
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
DROP INDEX "clocks_started_once";--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "intervention_id" uuid;--> statement-breakpoint
ALTER TABLE "intervention_moves" ADD CONSTRAINT "intervention_moves_intervention_id_interventions_id_fk" FOREIGN KEY ("intervention_id") REFERENCES "public"."interventions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_moves" ADD CONSTRAINT "intervention_moves_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_moves" ADD CONSTRAINT "intervention_moves_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_secrets" ADD CONSTRAINT "intervention_secrets_move_id_intervention_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "public"."intervention_moves"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_secrets" ADD CONSTRAINT "intervention_secrets_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_secrets" ADD CONSTRAINT "intervention_secrets_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "intervention_moves_in_order" ON "intervention_moves" USING btree ("intervention_id","version");--> statement-breakpoint
CREATE INDEX "intervention_moves_case" ON "intervention_moves" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "intervention_secrets_case" ON "intervention_secrets" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "interventions_case" ON "interventions" USING btree ("case_id","proposed_at");--> statement-breakpoint
CREATE INDEX "interventions_open" ON "interventions" USING btree ("case_id") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "clocks" ADD CONSTRAINT "clocks_intervention_id_interventions_id_fk" FOREIGN KEY ("intervention_id") REFERENCES "public"."interventions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clocks_intervention" ON "clocks" USING btree ("intervention_id") WHERE intervention_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "clocks_started_once" ON "clocks" USING btree ("assignment_id","clock","started_at",coalesce(intervention_id, assignment_id));--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assignment_returned', 'transfer_recalled', 'department_brought_in', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'meeting_planned', 'meeting_held', 'meeting_cancelled', 'meeting_task_done', 'visit_recorded', 'child_registered', 'child_left_register', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected', 'cases_joined', 'kept_apart', 'join_undone', 'inquiry_asked', 'inquiry_answered', 'inquiry_withdrawn', 'intervention_proposed', 'intervention_approved', 'intervention_declined', 'intervention_withdrawn', 'intervention_started', 'intervention_step', 'intervention_reviewed', 'intervention_ended')) NOT VALID;--> statement-breakpoint
ALTER TABLE "case_events" VALIDATE CONSTRAINT "case_events_kind_known";
--> statement-breakpoint
-- What is done for the child is the common work of the desks on a case: each of them reads all of it, and so does the
-- procuratorate of the district. In an emergency it is read like the rest of the contents. Where a placed child lives is
-- civil affairs' own, as a shelter's address is.
ALTER TABLE interventions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE intervention_moves ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE intervention_secrets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY interventions_seen ON interventions FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = interventions.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = interventions.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY intervention_moves_seen ON intervention_moves FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = intervention_moves.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = intervention_moves.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY intervention_secrets_seen ON intervention_secrets FOR SELECT TO portal_web USING (portal.is_officer()
  AND portal.department() IN ('civil_affairs', 'procuratorate') AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = intervention_secrets.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = intervention_secrets.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
CREATE POLICY interventions_worker ON interventions TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY intervention_moves_worker ON intervention_moves TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY intervention_secrets_worker ON intervention_secrets TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY interventions_proposed ON interventions FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND department = portal.department() AND account_id = portal.account_id()
  AND state = 'proposed' AND version = 1 AND step IS NULL AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = interventions.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = interventions.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
-- Which move is open to whom is the edition's; that there was such a move, and whose, the triggers below hold to.
CREATE POLICY interventions_moved ON interventions FOR UPDATE TO portal_web USING (portal.is_officer() AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = interventions.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = interventions.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY intervention_moves_made ON intervention_moves FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND department = portal.department() AND account_id = portal.account_id() AND
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = intervention_moves.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = intervention_moves.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
CREATE POLICY intervention_secrets_kept ON intervention_secrets FOR INSERT TO portal_web WITH CHECK (portal.is_officer()
  AND portal.department() = 'civil_affairs' AND department = 'civil_affairs' AND account_id = portal.account_id()
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = intervention_secrets.case_id AND a.kind = 'assigned'));
--> statement-breakpoint
GRANT SELECT, INSERT ON interventions, intervention_moves, intervention_secrets TO portal_web;
--> statement-breakpoint
GRANT UPDATE (state, step, result, ended_at, version) ON interventions TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (case_id) ON interventions TO portal_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE (case_id, sealed_answers) ON intervention_moves TO portal_worker;
--> statement-breakpoint
GRANT SELECT, DELETE, UPDATE (case_id) ON intervention_secrets TO portal_worker;
--> statement-breakpoint
-- A move follows on the one before it, from the state that the intervention is in, and is one of the table of moves.
CREATE FUNCTION portal.refuse_unknown_intervention_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved interventions%ROWTYPE;
BEGIN
  SELECT * INTO moved FROM interventions i WHERE i.id = NEW.intervention_id;
  IF moved.id IS NULL OR moved.case_id <> NEW.case_id
    OR (NEW.move, coalesce(NEW.from_state, 'none'), NEW.to_state) NOT IN (
      ('propose', 'none', 'proposed'), ('approve', 'proposed', 'approved'), ('decline', 'proposed', 'declined'),
      ('withdraw', 'proposed', 'declined'), ('start', 'approved', 'active'), ('step', 'active', 'active'),
      ('step', 'reviewed', 'reviewed'), ('review', 'active', 'reviewed'), ('review', 'reviewed', 'reviewed'),
      ('end', 'approved', 'ended'), ('end', 'active', 'ended'), ('end', 'reviewed', 'ended')) THEN
    RAISE EXCEPTION 'no such move of an intervention' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.move = 'propose' AND (NEW.version <> 1 OR moved.version <> 1 OR moved.account_id <> NEW.account_id))
    OR (NEW.move <> 'propose' AND (NEW.version <> moved.version + 1 OR NEW.from_state <> moved.state)) THEN
    RAISE EXCEPTION 'the intervention has moved on' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER intervention_moves_known AFTER INSERT ON intervention_moves
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_unknown_intervention_move();
--> statement-breakpoint
-- An intervention stands where its moves brought it.
CREATE FUNCTION portal.refuse_unmoved_intervention() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{case_id,state,step,result,ended_at,version}'::text[])
      IS DISTINCT FROM (to_jsonb(OLD) - '{case_id,state,step,result,ended_at,version}'::text[])
    OR (NEW.version = OLD.version AND (NEW.state, NEW.step, NEW.result, NEW.ended_at)
      IS DISTINCT FROM (OLD.state, OLD.step, OLD.result, OLD.ended_at))
    OR (NEW.version <> OLD.version AND NOT EXISTS (SELECT 1 FROM intervention_moves m
      WHERE m.intervention_id = NEW.id AND m.version = NEW.version AND NEW.version = OLD.version + 1
        AND m.from_state = OLD.state AND m.to_state = NEW.state
        AND NEW.step IS NOT DISTINCT FROM CASE m.move WHEN 'step' THEN m.target ELSE OLD.step END
        AND NEW.result IS NOT DISTINCT FROM CASE m.move WHEN 'end' THEN m.target END)) THEN
    RAISE EXCEPTION 'an intervention changes by its moves' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER interventions_follow_moves AFTER UPDATE ON interventions
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_unmoved_intervention();
--> statement-breakpoint
-- What was done stays as it was written down, until its case is destroyed.
CREATE FUNCTION portal.refuse_edited_intervention_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'case_id' - 'sealed_answers') IS DISTINCT FROM (to_jsonb(OLD) - 'case_id' - 'sealed_answers')
    OR (NEW.sealed_answers <> OLD.sealed_answers
      AND NOT (length(NEW.sealed_answers) = 0 AND portal.is_destroyed(OLD.case_id))) THEN
    RAISE EXCEPTION 'what was done stays as it was written down' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER intervention_moves_never_edited BEFORE UPDATE ON intervention_moves
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_edited_intervention_move();
--> statement-breakpoint
CREATE TRIGGER intervention_secrets_kept_with_case BEFORE DELETE ON intervention_secrets
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_early_removal();
--> statement-breakpoint
-- A case is open as long as something is under way for the child, or a limit of it runs.
CREATE FUNCTION portal.refuse_closing_under_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'closed' AND OLD.state = 'open' AND NEW.joined_into_id IS NULL
    AND (EXISTS (SELECT 1 FROM interventions i WHERE i.case_id = NEW.id AND i.ended_at IS NULL)
      OR EXISTS (SELECT 1 FROM clocks k WHERE k.case_id = NEW.id AND k.intervention_id IS NOT NULL
        AND k.state IN ('running', 'breached'))) THEN
    RAISE EXCEPTION 'a case is open as long as an intervention is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cases_closed_after_interventions BEFORE UPDATE OF state ON cases
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_closing_under_way();
