-- Holds are asked of the one narrow table of desks, as everything else: through assignments it took the planner ten times
-- as long. Once a case is sealed, every desk that was on it or informed of it may hold it.
DROP POLICY case_holds_seen ON case_holds;
--> statement-breakpoint
CREATE POLICY case_holds_seen ON case_holds FOR SELECT TO portal_web USING (portal.is_officer() AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = case_holds.case_id AND a.kind = 'assigned')
  OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id AND (
    (portal.department() = 'procuratorate' AND portal.in_district(c.district))
    OR (c.state = 'sealed' AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = c.id))))));
--> statement-breakpoint
DROP POLICY case_holds_placed ON case_holds;
--> statement-breakpoint
CREATE POLICY case_holds_placed ON case_holds FOR INSERT TO portal_web WITH CHECK (
  portal.is_officer() AND account_id = portal.account_id() AND department = portal.department() AND released_at IS NULL AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = case_holds.case_id AND a.kind = 'assigned')
  OR EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id AND (
    (portal.department() = 'procuratorate' AND portal.in_district(c.district))
    OR (c.state = 'sealed' AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = c.id))))));
