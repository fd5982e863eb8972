-- Whoever objects, decides, or takes a matter on signs with their own name, about work that lies where they say; the web
-- moves no deadline to another report and no file to another desk.
ALTER POLICY objections_raised ON objections WITH CHECK (
  portal.is_officer() AND raised_by = portal.account_id() AND department = portal.department() AND portal.in_district(district)
  AND EXISTS (SELECT 1 FROM assignments a WHERE a.id = objections.assignment_id AND a.case_id = objections.case_id
    AND a.department = objections.department));
--> statement-breakpoint
ALTER POLICY objections_decided ON objections WITH CHECK (
  portal.actor_kind() IN ('lead', 'coordinator') AND decided_by = portal.account_id());
--> statement-breakpoint
ALTER POLICY retaliations_worked ON retaliations WITH CHECK (portal.supervises_report(report_id)
  AND ((state = 'taken' AND taken_by = portal.account_id()) OR (state = 'ended' AND ended_by = portal.account_id())));
--> statement-breakpoint
REVOKE UPDATE ON clocks FROM portal_web;
--> statement-breakpoint
GRANT UPDATE (state, stopped_at, cancelled_for, due_at, provisional, assignment_id, owner, district) ON clocks TO portal_web;
--> statement-breakpoint
REVOKE UPDATE ON evidence FROM portal_web;
--> statement-breakpoint
GRANT UPDATE (state, refused_for, size, received, kind, media_type, sha256, sm3, preview, scan, kept_at, sealed_key, sealed_description,
  draft_id, case_id, report_id) ON evidence TO portal_web;
--> statement-breakpoint
-- What an officer adds came with no report, and what a draft holds comes with one only when it is filed.
ALTER POLICY evidence_added ON evidence WITH CHECK (
  (draft_id IS NOT NULL AND case_id IS NULL AND account_id IS NULL AND report_id IS NULL
    AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND case_id = portal.case_id() AND account_id IS NULL)
  OR (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department() AND report_id IS NULL AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = evidence.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = evidence.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))));
--> statement-breakpoint
ALTER POLICY evidence_arrives ON evidence WITH CHECK (
  (draft_id IS NOT NULL AND case_id IS NULL AND report_id IS NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND case_id = portal.case_id() AND account_id IS NULL)
  OR (portal.is_officer() AND account_id = portal.account_id() AND report_id IS NULL));
