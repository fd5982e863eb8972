-- The desk that sent work on reads the words that it sent along for as long as it is told of the case: its transfer letter
-- says them. Whoever stepped out of the case is told of nothing (case_access), and a sealed case shows no words.
DROP POLICY movements_seen ON movements;
--> statement-breakpoint
CREATE POLICY movements_seen ON movements FOR SELECT TO portal_web USING (portal.is_officer() AND (
  EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = movements.case_id AND a.kind = 'assigned')
  OR (from_department = portal.department() AND portal.in_district(from_district)
    AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = movements.case_id)
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = movements.case_id AND c.state <> 'sealed'))
  OR (portal.department() = 'procuratorate'
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = movements.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
  OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
