-- What keeps itself: who is let in or kept out in person, the audit chain, and what sealing and evidence forbid.

CREATE FUNCTION portal.keep_personal_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF TG_TABLE_NAME = 'emergency_accesses' THEN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO personal_access (account_id, kind, subject_id, until) VALUES (NEW.account_id, 'emergency', NEW.case_id, NEW.expires_at)
        ON CONFLICT (account_id, kind, subject_id) DO UPDATE SET until = excluded.until;
    ELSIF NEW.outcome = 'unjustified' THEN
      DELETE FROM personal_access WHERE account_id = NEW.account_id AND kind = 'emergency' AND subject_id = NEW.case_id;
    END IF;
  ELSIF TG_TABLE_NAME = 'recusals' THEN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO personal_access (account_id, kind, subject_id) VALUES (NEW.account_id, 'recused', NEW.case_id) ON CONFLICT DO NOTHING;
    ELSIF NEW.ended_at IS NOT NULL THEN
      DELETE FROM personal_access WHERE account_id = NEW.account_id AND kind = 'recused' AND subject_id = NEW.case_id;
    END IF;
  ELSIF NEW.outcome = 'granted' THEN
    INSERT INTO personal_access (account_id, kind, subject_id, until) VALUES (NEW.requested_by, 'reporter_identity', NEW.report_id, NEW.expires_at)
      ON CONFLICT (account_id, kind, subject_id) DO UPDATE SET until = excluded.until;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER emergency_accesses_open AFTER INSERT OR UPDATE OF outcome ON emergency_accesses
  FOR EACH ROW EXECUTE FUNCTION portal.keep_personal_access();
--> statement-breakpoint
CREATE TRIGGER recusals_shut AFTER INSERT OR UPDATE OF ended_at ON recusals
  FOR EACH ROW EXECUTE FUNCTION portal.keep_personal_access();
--> statement-breakpoint
CREATE TRIGGER identity_requests_open AFTER UPDATE OF outcome ON identity_requests
  FOR EACH ROW EXECUTE FUNCTION portal.keep_personal_access();
--> statement-breakpoint
-- A decision stands: nobody prolongs or turns it afterwards.
CREATE FUNCTION portal.refuse_second_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NOT NULL AND (to_jsonb(NEW) - 'opened_at') IS DISTINCT FROM (to_jsonb(OLD) - 'opened_at') THEN
    RAISE EXCEPTION 'a decided request stays as it was decided' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER identity_requests_decided_once BEFORE UPDATE ON identity_requests
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_second_decision();
--> statement-breakpoint

-- The audit chain. The trigger fills in who, when and where in the chain; app/audit/chain.ts reckons the same hash.
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, sha256('portal audit trail'));
--> statement-breakpoint
CREATE FUNCTION portal.chain_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  head audit_head%ROWTYPE;
  is_job boolean := portal.actor_kind() = 'system';
BEGIN
  SELECT * INTO head FROM audit_head WHERE one = 1 FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.at := date_trunc('milliseconds', clock_timestamp());
  NEW.actor_kind := portal.actor_kind();
  NEW.account_id := portal.account_id();
  NEW.department := portal.department();
  NEW.job := CASE WHEN is_job THEN nullif(current_setting('portal.account_id', true), '') END;
  NEW.previous_hash := head.hash;
  NEW.hash := sha256(convert_to(concat_ws(E'\x1f', encode(NEW.previous_hash, 'hex'), NEW.seq,
    (extract(epoch FROM NEW.at) * 1000)::bigint, NEW.actor_kind, coalesce(NEW.account_id::text, ''), coalesce(NEW.department, ''),
    coalesce(NEW.job, ''), NEW.action, coalesce(NEW.case_id::text, ''), coalesce(NEW.case_number, ''),
    coalesce(NEW.subject_id::text, ''), coalesce(NEW.compartment, ''), coalesce(NEW.reason, ''), NEW.details), 'UTF8'));
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE one = 1;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_chained BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION portal.chain_audit_entry();
--> statement-breakpoint
CREATE FUNCTION portal.refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_never_changed BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_never_emptied BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint
CREATE TRIGGER audit_day_heads_never_changed BEFORE UPDATE OR DELETE ON audit_day_heads
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_any_change();
--> statement-breakpoint

-- The states of a case. Sealing waits for every hold to be released and shuts the contents; destruction waits for its day.
CREATE FUNCTION portal.refuse_unknown_case_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state
    AND (OLD.state, NEW.state) NOT IN (('open', 'closed'), ('closed', 'open'), ('closed', 'sealed')) THEN
    RAISE EXCEPTION 'a case cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
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
--> statement-breakpoint
CREATE TRIGGER cases_known_states BEFORE UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION portal.refuse_unknown_case_state();
--> statement-breakpoint
CREATE FUNCTION portal.shut_sealed_case() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.state = 'sealed' AND OLD.state <> 'sealed' THEN
    UPDATE case_access SET kind = 'informed' WHERE case_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER cases_shut_when_sealed AFTER UPDATE OF state ON cases FOR EACH ROW EXECUTE FUNCTION portal.shut_sealed_case();
--> statement-breakpoint
-- A report is never edited; only the job that destroys a case whose time is up empties it.
CREATE OR REPLACE FUNCTION portal.refuse_report_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'case_id' - 'routed_at' - 'sealed_content') IS DISTINCT FROM (to_jsonb(OLD) - 'case_id' - 'routed_at' - 'sealed_content') THEN
    RAISE EXCEPTION 'a report is never edited' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sealed_content IS DISTINCT FROM OLD.sealed_content AND NOT (length(NEW.sealed_content) = 0
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = NEW.case_id AND c.destroyed_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'a report is never edited' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- Evidence that is kept stays bit for bit what it was; a file moves from its draft to its case, never back.
CREATE FUNCTION portal.refuse_evidence_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'arriving' AND (to_jsonb(NEW) - 'preview' - 'scan' - 'state' - 'refused_for' - 'draft_id' - 'case_id' - 'report_id' - 'sealed_key' - 'sealed_description')
    IS DISTINCT FROM (to_jsonb(OLD) - 'preview' - 'scan' - 'state' - 'refused_for' - 'draft_id' - 'case_id' - 'report_id' - 'sealed_key' - 'sealed_description') THEN
    RAISE EXCEPTION 'kept evidence is never edited' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('arriving', 'kept'), ('arriving', 'refused'), ('kept', 'refused')) THEN
    RAISE EXCEPTION 'evidence cannot go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'kept' AND (NEW.sha256 IS NULL OR NEW.sm3 IS NULL OR NEW.kind IS NULL OR NEW.media_type IS NULL
    OR NEW.received <> NEW.size) THEN
    RAISE EXCEPTION 'evidence is kept whole, with its type and its digests' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.case_id IS NOT NULL AND (NEW.case_id IS NULL OR NEW.draft_id IS NOT NULL) THEN
    RAISE EXCEPTION 'evidence stays with its case' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER evidence_never_edited BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION portal.refuse_evidence_edit();
