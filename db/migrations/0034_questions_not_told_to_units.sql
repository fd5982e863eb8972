-- A unit does not learn that its reporter was asked something: who is asked may be leaned on.
CREATE POLICY clocks_without_questions ON clocks AS RESTRICTIVE FOR SELECT TO portal_web USING (
  clock <> 'reporter_question' OR portal.actor_kind() NOT IN ('unit_lead', 'unit_reporter'));
