-- A closed case opens again by what is reported about its child, never from a page: only the jobs that bring a report
-- or what was added to one may do it.
CREATE OR REPLACE FUNCTION portal.refuse_unknown_case_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('open', 'closed'), ('closed', 'open'), ('closed', 'sealed')) THEN
    RAISE EXCEPTION 'a case cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state = 'closed' AND NEW.state = 'open' AND current_user = 'portal_web' THEN
    RAISE EXCEPTION 'a closed case opens by a report, not by hand' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'sealed' AND OLD.state <> 'sealed' AND (NEW.sealed_at IS NULL OR NEW.kept_until IS NULL) THEN
    RAISE EXCEPTION 'a sealed case says since when, and until when it is kept' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.destroyed_at IS NOT NULL AND OLD.destroyed_at IS NULL
    AND (NEW.state <> 'sealed' OR NEW.kept_until IS NULL OR NEW.kept_until > NEW.destroyed_at) THEN
    RAISE EXCEPTION 'a case is kept until its time is up' USING ERRCODE = 'check_violation';
  END IF;
  IF ((NEW.state = 'sealed' AND OLD.state <> 'sealed') OR (NEW.destroyed_at IS NOT NULL AND OLD.destroyed_at IS NULL))
    AND EXISTS (SELECT 1 FROM case_holds h WHERE h.case_id = NEW.id AND h.released_at IS NULL) THEN
    RAISE EXCEPTION 'a held case stays as it is' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
