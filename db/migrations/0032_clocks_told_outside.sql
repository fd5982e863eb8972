-- Which clocks of a department's work are told outside, by the edition's ids: a unit hears whether its report was accepted
-- in time, a reporter what they are owed. How an inquiry, a review or a suggestion runs is nobody's business but the
-- departments'. tests/integration/db/clocks-told-outside.test.ts holds these lists against the edition.
CREATE FUNCTION portal.clocks_told(reader text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE reader
    WHEN 'unit_lead' THEN ARRAY['police_accept', 'department_accept']
    WHEN 'unit_reporter' THEN ARRAY['police_accept', 'department_accept']
    WHEN 'reporter' THEN ARRAY['police_receipt', 'police_progress', 'police_progress_before_prosecution',
      'result_to_reporter', 'final_result_to_reporter']
    ELSE '{}'::text[] END
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.clocks_told(text) TO portal_web, portal_worker;
--> statement-breakpoint
DROP POLICY clocks_seen ON clocks;
--> statement-breakpoint
CREATE POLICY clocks_seen ON clocks FOR SELECT TO portal_web USING (
  (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id))
  OR (owner = 'reporter' AND report_id = ANY ((SELECT portal.own_reports())::uuid[]))
  OR (clock = ANY ((SELECT portal.clocks_told(portal.actor_kind()))::text[])
    AND assignment_id = ANY ((SELECT portal.own_assignments())::uuid[])));
