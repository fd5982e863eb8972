-- Whoever is recused from one of two cases learns of no join between them, though they read the other.
CREATE POLICY case_joins_without_recused ON case_joins AS RESTRICTIVE FOR ALL TO portal_web USING (
  case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]) AND from_case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
-- What a join moved is written by the worker alone.
DROP POLICY case_joins_asked ON case_joins;
--> statement-breakpoint
CREATE POLICY case_joins_asked ON case_joins FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND state = 'asked' AND NOT automatic AND decided_by = portal.account_id()
    AND department = portal.department() AND coalesce(moved, 'null'::jsonb) = 'null'::jsonb
    AND portal.reads_case(case_id) AND portal.reads_case(from_case_id));
