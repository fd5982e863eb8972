-- Keyed hashes of telephones and of name with birth date; closing, sealing and destroying cases; what only the job that
-- destroys a case may empty, and never before.
ALTER TABLE "blind_indexes" ALTER COLUMN "party_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "blind_indexes" ADD CONSTRAINT "blind_indexes_kind_known" CHECK ("blind_indexes"."kind" in ('national_id', 'name_birth_district', 'name_birth', 'phone'));--> statement-breakpoint
ALTER TABLE "blind_indexes" ADD CONSTRAINT "blind_indexes_party_known" CHECK ("blind_indexes"."party_id" is not null or "blind_indexes"."kind" = 'phone');
--> statement-breakpoint

-- Whether a case's time is up and it has been destroyed: its job says so first, and removes then.
CREATE FUNCTION portal.is_destroyed(its_case uuid) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT 1 FROM cases c WHERE c.id = its_case AND c.destroyed_at IS NOT NULL) $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.is_destroyed(uuid) TO portal_web, portal_worker;
--> statement-breakpoint
CREATE FUNCTION portal.refuse_early_removal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  gone jsonb := to_jsonb(OLD);
  its_case uuid := (gone ->> 'case_id')::uuid;
BEGIN
  IF TG_TABLE_NAME = 'evidence' AND (its_case IS NULL OR gone ->> 'state' <> 'kept') THEN RETURN OLD; END IF;
  IF its_case IS NULL THEN
    SELECT r.case_id INTO its_case FROM reports r WHERE r.id = (gone ->> 'report_id')::uuid;
  END IF;
  IF NOT portal.is_destroyed(its_case) THEN
    RAISE EXCEPTION '% is kept as long as its case', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
-- What somebody gave as their reason stays as they wrote it until its case is destroyed, and is then emptied.
CREATE FUNCTION portal.refuse_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  column_name text;
  written text;
BEGIN
  FOR column_name, written IN SELECT key, value FROM jsonb_each_text(to_jsonb(OLD)) WHERE key LIKE 'sealed\_%' AND value IS NOT NULL LOOP
    IF to_jsonb(NEW) ->> column_name IS DISTINCT FROM written
      AND NOT (to_jsonb(NEW) ->> column_name = '\x' AND portal.is_destroyed(OLD.case_id)) THEN
      RAISE EXCEPTION 'a reason stays as it was given' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['data_keys', 'parties', 'blind_indexes', 'reporter_identities', 'supplements', 'receipts',
    'unit_reports', 'case_notes', 'evidence']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION portal.refuse_early_removal()',
      name || '_kept_with_case', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['objections', 'case_holds', 'emergency_accesses', 'recusals', 'identity_requests']
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION portal.refuse_changed_words()',
      name || '_words_stay', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION portal.refuse_second_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NOT NULL AND (to_jsonb(NEW) - 'opened_at' - 'sealed_reason' - 'sealed_decision')
    IS DISTINCT FROM (to_jsonb(OLD) - 'opened_at' - 'sealed_reason' - 'sealed_decision') THEN
    RAISE EXCEPTION 'a decided request stays as it was decided' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
REVOKE DELETE ON objections FROM portal_worker;
--> statement-breakpoint
GRANT UPDATE (sealed_reason) ON case_holds, recusals TO portal_worker;
--> statement-breakpoint
GRANT UPDATE (sealed_reason, sealed_review) ON emergency_accesses TO portal_worker;
--> statement-breakpoint
GRANT UPDATE (sealed_reason, sealed_decision) ON identity_requests TO portal_worker;
--> statement-breakpoint

-- A case closes when the last department has closed its work, and not before.
CREATE FUNCTION portal.refuse_early_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'closed' AND OLD.state = 'open' AND NEW.joined_into_id IS NULL AND (NEW.closed_at IS NULL
    OR EXISTS (SELECT 1 FROM assignments a WHERE a.case_id = NEW.id AND a.state IN ('new', 'accepted', 'working', 'objected'))) THEN
    RAISE EXCEPTION 'a case is open as long as somebody works it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER cases_closed_by_the_last BEFORE UPDATE OF state ON cases
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_early_closing();
--> statement-breakpoint
-- Cases whose work was all done before cases closed by themselves. The owner may be no superuser, whom forced row-level
-- security would show nothing.
ALTER TABLE cases NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE assignments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE cases SET state = 'closed', closed_at = done.at FROM (
  SELECT case_id, max(closed_at) AS at FROM assignments GROUP BY case_id
    HAVING bool_and(state NOT IN ('new', 'accepted', 'working', 'objected'))) AS done
  WHERE done.case_id = cases.id AND cases.state = 'open' AND done.at IS NOT NULL;
--> statement-breakpoint
ALTER TABLE assignments FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE cases FORCE ROW LEVEL SECURITY;
