-- What the database refuses whoever asks: an edited report, a move that is not in the state table, a case without a desk.

-- A report is never edited, only supplemented. Joining moves it to another case; routing marks it routed.
CREATE FUNCTION portal.refuse_report_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'case_id' - 'routed_at') IS DISTINCT FROM (to_jsonb(OLD) - 'case_id' - 'routed_at') THEN
    RAISE EXCEPTION 'a report is never edited' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER reports_never_edited BEFORE UPDATE ON reports
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_report_edit();
--> statement-breakpoint

-- The moves of an assignment. tests/integration compares this table with app/triage/rules.ts.
CREATE TABLE portal.assignment_moves (from_state text NOT NULL, to_state text NOT NULL, PRIMARY KEY (from_state, to_state));
--> statement-breakpoint
INSERT INTO portal.assignment_moves VALUES
  ('new', 'accepted'), ('accepted', 'working'), ('working', 'closed'),
  ('new', 'objected'), ('accepted', 'objected'),
  ('objected', 'new'), ('objected', 'accepted'), ('objected', 'withdrawn'),
  ('new', 'transferred'), ('accepted', 'transferred'), ('working', 'transferred');
--> statement-breakpoint
GRANT SELECT ON portal.assignment_moves TO portal_web, portal_worker;
--> statement-breakpoint
CREATE FUNCTION portal.refuse_unknown_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IS DISTINCT FROM OLD.state
    AND NOT EXISTS (SELECT 1 FROM portal.assignment_moves m WHERE m.from_state = OLD.state AND m.to_state = NEW.state) THEN
    RAISE EXCEPTION 'an assignment cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.case_id <> OLD.case_id OR NEW.department <> OLD.department OR NEW.district <> OLD.district THEN
    RAISE EXCEPTION 'an assignment keeps its case and its desk; a transfer opens a successor' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_known_moves BEFORE UPDATE ON assignments
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_unknown_move();
--> statement-breakpoint

-- Nothing falls between two queues: work that leaves a desk has arrived at another in the same transaction.
CREATE FUNCTION portal.refuse_unheld_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state IN ('transferred', 'withdrawn') AND NOT EXISTS (
    SELECT 1 FROM assignments a WHERE a.case_id = NEW.case_id AND a.id = NEW.successor_id AND a.id <> NEW.id
      AND a.state IN ('new', 'accepted', 'working', 'objected')) THEN
    RAISE EXCEPTION 'work that leaves a desk must arrive at another in the same step' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER assignments_always_held AFTER UPDATE OF state ON assignments
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal.refuse_unheld_work();
--> statement-breakpoint

-- Access follows the assignment. Runs as the owner, because nobody else may write case_access from the web.
CREATE FUNCTION portal.keep_case_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO case_access (case_id, department, district, kind)
      VALUES (NEW.case_id, NEW.department, NEW.district, 'assigned')
      ON CONFLICT (case_id, department, district) DO UPDATE SET kind = 'assigned';
  ELSIF NEW.state = 'transferred' THEN
    UPDATE case_access SET kind = 'informed'
      WHERE case_id = NEW.case_id AND department = NEW.department AND district = NEW.district;
  ELSIF NEW.state = 'withdrawn' THEN
    DELETE FROM case_access
      WHERE case_id = NEW.case_id AND department = NEW.department AND district = NEW.district;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER assignments_give_access AFTER INSERT OR UPDATE OF state ON assignments
  FOR EACH ROW EXECUTE FUNCTION portal.keep_case_access();
--> statement-breakpoint

-- A promised job wakes the relay.
CREATE FUNCTION portal.wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('portal_outbox', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER outbox_wakes_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION portal.wake_relay();
--> statement-breakpoint
ALTER TABLE rate_limits SET UNLOGGED;
