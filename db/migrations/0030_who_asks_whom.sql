-- What one department asks another is read by these two, where they are on the case, and by the prosecutors of its
-- district. Whoever else is on the case finds that something was asked, on the timeline, and not what. Not read in an
-- emergency either.
ALTER TABLE inquiries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, sealed_answer, ended_by, ended_at) ON inquiries TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (sealed_question, sealed_answer) ON inquiries TO portal_worker;
--> statement-breakpoint
CREATE POLICY inquiries_worker ON inquiries TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY inquiries_seen ON inquiries FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (portal.department() IN (from_department, to_department)
    AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = inquiries.case_id AND a.kind = 'assigned'))
  OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
    WHERE c.id = inquiries.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
CREATE POLICY inquiries_asked ON inquiries FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND from_department = portal.department() AND asked_by = portal.account_id() AND state = 'open'
  AND (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = inquiries.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
      WHERE c.id = inquiries.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))));
--> statement-breakpoint
-- Ended once, by whom it is to end: answered by the asked department, withdrawn by the asking one. Both must be on the
-- case still; prosecutors supervise it in any case.
CREATE POLICY inquiries_ended ON inquiries FOR UPDATE TO portal_web
USING (portal.is_officer() AND state = 'open' AND portal.department() IN (from_department, to_department) AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = inquiries.case_id AND a.kind = 'assigned')
  OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c
    WHERE c.id = inquiries.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))))
WITH CHECK (ended_by = portal.account_id() AND (
  (state = 'answered' AND to_department = portal.department())
  OR (state = 'withdrawn' AND from_department = portal.department())));
--> statement-breakpoint
-- What was written stays as it was written; only the job that destroys the case empties it.
CREATE TRIGGER inquiries_words_kept BEFORE UPDATE ON inquiries
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_changed_words();
