-- What the table of who may see and change what (db/who-may-see.yaml) found too wide.
ALTER TABLE "note_shares" ADD COLUMN "case_id" uuid;--> statement-breakpoint
ALTER TABLE "note_shares" ADD CONSTRAINT "note_shares_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- Whoever only reads a case (informed of it, or in an emergency) opens no work on it and moves no clock: an emergency
-- reader who could open an assignment would let their own desk in for good.
-- The desk that sends work on has let go of it a moment before. A function, since a policy cannot look into its own table.
CREATE FUNCTION portal.sent_on(predecessor uuid, successor uuid, its_case uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM assignments p WHERE p.id = predecessor AND p.successor_id = successor AND p.case_id = its_case
    AND p.state = 'transferred' AND p.department = portal.department() AND portal.in_district(p.district));
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.sent_on(uuid, uuid, uuid) TO portal_web;
--> statement-breakpoint
DROP POLICY assignments_opened ON assignments;
--> statement-breakpoint
CREATE POLICY assignments_opened ON assignments FOR INSERT TO portal_web WITH CHECK (
  (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = assignments.case_id AND a.kind = 'assigned'))
  OR (portal.is_officer() AND portal.sent_on(predecessor_id, id, case_id))
  OR ((portal.actor_kind() = 'coordinator' OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = assignments.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
DROP POLICY deliveries_made ON deliveries;
--> statement-breakpoint
CREATE POLICY deliveries_made ON deliveries FOR INSERT TO portal_web WITH CHECK (
  (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = deliveries.case_id))
  OR ((portal.actor_kind() = 'coordinator' OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = deliveries.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
DROP POLICY deliveries_changed ON deliveries;
--> statement-breakpoint
CREATE POLICY deliveries_changed ON deliveries FOR UPDATE TO portal_web USING (
  (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = deliveries.case_id))
  OR ((portal.actor_kind() = 'coordinator' OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = deliveries.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
DROP POLICY clocks_started ON clocks;
--> statement-breakpoint
CREATE POLICY clocks_started ON clocks FOR INSERT TO portal_web WITH CHECK (
  (portal.actor_kind() = 'reporter' AND case_id = portal.case_id() AND report_id = portal.report_id())
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = clocks.case_id))
  OR ((portal.actor_kind() = 'coordinator' OR portal.is_prosecutor())
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
DROP POLICY clocks_stopped ON clocks;
--> statement-breakpoint
CREATE POLICY clocks_stopped ON clocks FOR UPDATE TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND owner = 'reporter')
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = clocks.case_id))
  OR ((portal.actor_kind() = 'coordinator' OR portal.is_prosecutor())
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
-- A draft is begun by whoever holds its token, and stays under it.
DROP POLICY drafts_own ON drafts;
--> statement-breakpoint
CREATE POLICY drafts_own ON drafts TO portal_web
  USING (portal.presented_key() IN (token_hash, code_hash)) WITH CHECK (portal.presented_key() IN (token_hash, code_hash));
--> statement-breakpoint
-- Presenting a number shows the case's row and opens none of its keys.
DROP POLICY data_keys_seen ON data_keys;
--> statement-breakpoint
CREATE POLICY data_keys_seen ON data_keys FOR SELECT TO portal_web
  USING (portal.actor_kind() <> 'emergency' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = data_keys.case_id));
--> statement-breakpoint
-- To whom a note was shown is known on that case only: the share carries its case, filled in from the note.
CREATE FUNCTION portal.place_note_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT n.case_id INTO NEW.case_id FROM case_notes n WHERE n.id = NEW.note_id;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_shares_placed BEFORE INSERT ON note_shares FOR EACH ROW EXECUTE FUNCTION portal.place_note_share();
--> statement-breakpoint
DROP POLICY note_shares_seen ON note_shares;
--> statement-breakpoint
CREATE POLICY note_shares_seen ON note_shares FOR SELECT TO portal_web USING (
  (until IS NULL OR until > now()) AND portal.is_officer() AND (
    (portal.department() IN (department, shared_from)
      AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = note_shares.case_id AND a.kind = 'assigned'))
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = note_shares.case_id AND portal.in_district(c.district)))));
--> statement-breakpoint
-- What is privileged for legal aid is shown to nobody else, by nobody. A function, for a note's own policy looks at its shares.
CREATE FUNCTION portal.may_share(note uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM case_notes n WHERE n.id = note AND n.department = portal.department()
    AND n.compartment IN ('department', 'shelter_address'));
END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.may_share(uuid) TO portal_web;
--> statement-breakpoint
DROP POLICY note_shares_given ON note_shares;
--> statement-breakpoint
CREATE POLICY note_shares_given ON note_shares FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND shared_from = portal.department() AND shared_by = portal.account_id() AND portal.may_share(note_id));
--> statement-breakpoint
DROP POLICY note_shares_taken_back ON note_shares;
--> statement-breakpoint
CREATE POLICY note_shares_taken_back ON note_shares FOR DELETE TO portal_web USING (portal.is_officer() AND shared_from = portal.department()
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = note_shares.case_id AND a.kind = 'assigned'));
--> statement-breakpoint
-- A lead keeps out people of their own department only.
DROP POLICY recusals_recorded ON recusals;
--> statement-breakpoint
CREATE POLICY recusals_recorded ON recusals FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND recorded_by = portal.account_id() AND department = portal.department()
    AND (account_id = portal.account_id() OR (portal.actor_kind() = 'lead'
      AND EXISTS (SELECT 1 FROM accounts p WHERE p.id = recusals.account_id AND p.department = portal.department())))
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = recusals.case_id));
--> statement-breakpoint
-- Who knows by law who reported has nothing to ask for.
DROP POLICY identity_requests_made ON identity_requests;
--> statement-breakpoint
CREATE POLICY identity_requests_made ON identity_requests FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND requested_by = portal.account_id() AND department = portal.department()
    AND department NOT IN ('police', 'procuratorate')
    AND level = CASE portal.actor_kind() WHEN 'officer' THEN 'procuratorate_lead' ELSE 'coordinator' END
    AND outcome IS NULL AND EXISTS (SELECT 1 FROM reports r WHERE r.id = identity_requests.report_id AND r.case_id = identity_requests.case_id));
--> statement-breakpoint
-- Signed heads of the audit chain are made by the portal's own job.
ALTER TABLE audit_day_heads ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY audit_day_heads_seen ON audit_day_heads FOR SELECT TO portal_web, portal_worker USING (true);
--> statement-breakpoint
CREATE POLICY audit_day_heads_signed ON audit_day_heads FOR INSERT TO portal_worker WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
-- The owner of a draft promises the jobs of its files, and no other.
CREATE POLICY outbox_promised_with_files ON outbox FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'draft' AND kind IN ('examine-evidence', 'remove-evidence'));
