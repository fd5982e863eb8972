-- A hold is placed and read by those who work the case, also once it is sealed, and by prosecutors in scope; not by a
-- desk that was only informed, nor in an emergency.
DROP POLICY case_holds_seen ON case_holds;
--> statement-breakpoint
CREATE POLICY case_holds_seen ON case_holds FOR SELECT TO portal_web USING (portal.is_officer() AND (
  EXISTS (SELECT 1 FROM assignments a WHERE a.case_id = case_holds.case_id AND a.department = portal.department()
    AND portal.in_district(a.district) AND a.state NOT IN ('transferred', 'withdrawn'))
  OR (portal.department() = 'procuratorate'
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id AND portal.in_district(c.district)))));
--> statement-breakpoint
DROP POLICY case_holds_placed ON case_holds;
--> statement-breakpoint
CREATE POLICY case_holds_placed ON case_holds FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND account_id = portal.account_id() AND department = portal.department() AND released_at IS NULL AND (
  EXISTS (SELECT 1 FROM assignments a WHERE a.case_id = case_holds.case_id AND a.department = portal.department()
    AND portal.in_district(a.district) AND a.state NOT IN ('transferred', 'withdrawn'))
  OR (portal.department() = 'procuratorate'
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id AND portal.in_district(c.district)))));
