-- Whoever sends a file may give it up while it is on its way; once it is complete it is evidence and stays.
CREATE POLICY evidence_given_up ON evidence FOR DELETE TO portal_web USING (
  state = 'arriving' AND case_id IS NOT NULL AND (
    (portal.is_officer() AND account_id = portal.account_id())
    OR (portal.actor_kind() = 'reporter' AND account_id IS NULL AND report_id = portal.report_id())));
