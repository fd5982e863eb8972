ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assignment_returned', 'transfer_recalled', 'department_brought_in', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected', 'cases_joined', 'kept_apart', 'join_undone'));
--> statement-breakpoint
-- A move is made by whom the table names: the desk that holds the work, who reviews its objection, or the desk that sent
-- it here. The portal's own jobs are held to the table, not to a desk. A case changes under the jobs that join only.
CREATE OR REPLACE FUNCTION portal.refuse_unknown_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_own boolean := portal.is_officer() AND OLD.department = portal.department() AND portal.in_district(OLD.district);
  maker text;
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state THEN
    SELECT m.made_by INTO maker FROM portal.assignment_moves m WHERE m.from_state = OLD.state AND m.to_state = NEW.state;
    IF maker IS NULL OR (portal.actor_kind() NOT IN ('system', 'nobody') AND NOT coalesce(CASE maker
      WHEN 'desk' THEN is_own
      WHEN 'sender' THEN portal.is_officer() AND portal.sent_on(OLD.predecessor_id, OLD.id, OLD.case_id)
      ELSE portal.in_district(OLD.district) AND (portal.actor_kind() = 'coordinator'
        OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate' AND OLD.department <> 'procuratorate'))
      END, false)) THEN
      RAISE EXCEPTION 'an assignment cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW.department <> OLD.department OR NEW.district <> OLD.district
    OR ((NEW.case_id <> OLD.case_id OR NEW.joined_from_id IS DISTINCT FROM OLD.joined_from_id)
      AND NOT (portal.actor_kind() = 'system' AND pg_has_role(current_user, 'portal_worker', 'MEMBER')
        AND current_setting('portal.account_id', true) IN ('join-cases', 'undo-join'))) THEN
    RAISE EXCEPTION 'an assignment keeps its case and its desk; a transfer opens a successor' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
