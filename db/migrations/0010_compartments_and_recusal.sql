-- A desk that reads no report sees the child, once opened, and nobody else of the people in it.
DROP POLICY parties_seen ON parties;
--> statement-breakpoint
CREATE POLICY parties_seen ON parties FOR SELECT TO portal_web USING (portal.is_officer()
  AND EXISTS (SELECT 1 FROM cases c WHERE c.id = parties.case_id
    AND (c.state <> 'sealed' OR c.id = ANY ((SELECT portal.personal('emergency'))::uuid[])))
  AND (kind = 'child' OR EXISTS (SELECT 1 FROM reports r WHERE r.case_id = parties.case_id)));
--> statement-breakpoint
-- Nor does the timeline tell it of a note or a file: that there is one is part of the contents.
DROP POLICY case_events_seen ON case_events;
--> statement-breakpoint
CREATE POLICY case_events_seen ON case_events FOR SELECT TO portal_web USING (
  portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_events.case_id)
  AND (kind NOT IN ('note_shared_with_all', 'evidence_added')
    OR EXISTS (SELECT 1 FROM reports r WHERE r.case_id = case_events.case_id)));
--> statement-breakpoint

-- Who of the asker's own department is kept out of a case that their desk was given: work is not handed to them.
CREATE FUNCTION portal.recused_from(its_case uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT p.account_id FROM personal_access p JOIN accounts o ON o.id = p.account_id
        WHERE p.kind = 'recused' AND p.subject_id = its_case AND portal.is_officer() AND o.department = portal.department()
          AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = its_case AND a.department = portal.department()
            AND portal.in_district(a.district)) $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.recused_from(uuid) TO portal_web;
--> statement-breakpoint
CREATE FUNCTION portal.refuse_recused_officer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.officer_id IS NOT NULL AND EXISTS (SELECT 1 FROM personal_access p
    WHERE p.account_id = NEW.officer_id AND p.kind = 'recused' AND p.subject_id = NEW.case_id) THEN
    RAISE EXCEPTION 'whoever is recused from a case does not work it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_without_recused_officer BEFORE INSERT OR UPDATE OF officer_id ON assignments
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_recused_officer();
--> statement-breakpoint

-- A share whose time is over shows the note to nobody any more; the department that gave it can still take the row back
-- and share anew.
DROP POLICY note_shares_seen ON note_shares;
--> statement-breakpoint
CREATE POLICY note_shares_seen ON note_shares FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (portal.department() = shared_from
    AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = note_shares.case_id AND a.kind = 'assigned'))
  OR ((until IS NULL OR until > now()) AND (
    (portal.department() = department
      AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = note_shares.case_id AND a.kind = 'assigned'))
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = note_shares.case_id AND portal.in_district(c.district)))))));
