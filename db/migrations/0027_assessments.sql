-- Whoever reads the contents of a case reads its assessments; desks on it write them, prosecutors only read. Nobody
-- changes one: a later one supersedes it. The job that destroys a case removes them.
ALTER TABLE assessments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON assessments TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON assessments TO portal_worker;
--> statement-breakpoint
CREATE POLICY assessments_worker ON assessments TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY assessments_seen ON assessments FOR SELECT TO portal_web USING (portal.is_officer() AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = assessments.case_id AND a.kind = 'assigned')
  OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
    WHERE c.id = assessments.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY assessments_made ON assessments FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND portal.department() <> 'procuratorate'
  AND department = portal.department() AND account_id = portal.account_id()
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = assessments.case_id AND a.kind = 'assigned'));
--> statement-breakpoint
CREATE TRIGGER assessments_kept_with_case BEFORE DELETE ON assessments
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_early_removal();
--> statement-breakpoint
-- How urgent a case is, only a person lowers.
CREATE FUNCTION portal.refuse_lowering_by_job() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
  levels text[] := ARRAY['critical', 'urgent', 'serious'];
BEGIN
  IF portal.actor_kind() = 'system' AND array_position(levels, NEW.urgency) > array_position(levels, OLD.urgency) THEN
    RAISE EXCEPTION 'how urgent a case is, only a person lowers' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $body$;
--> statement-breakpoint
CREATE TRIGGER cases_lowered_by_people BEFORE UPDATE OF urgency ON cases
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_lowering_by_job();
