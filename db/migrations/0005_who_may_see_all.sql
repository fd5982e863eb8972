-- Who may see and change what, completed ("Who sees what" of the domain; db/who-may-see.yaml holds the same as a table).
-- A desk that has or had the work (case_access.kind = 'assigned') is on the case and reads its contents. A desk that was
-- only informed, or that sent the work on, sees the case, its states and clocks and, once opened, the child; no content.
-- Sealing a case turns every desk into an informed one and shuts the people in it away as well.
CREATE FUNCTION portal.account_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN current_setting('portal.actor_kind', true) = 'system' THEN NULL
            ELSE nullif(current_setting('portal.account_id', true), '')::uuid END $$;
--> statement-breakpoint
CREATE FUNCTION portal.unit_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('portal.unit_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION portal.presented_number() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('portal.presented_number', true), '') $$;
--> statement-breakpoint
CREATE FUNCTION portal.is_prosecutor() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT portal.is_officer() AND portal.department() = 'procuratorate' $$;
--> statement-breakpoint
-- What is open, or shut, to this account in person. Read once a statement: policies call it inside a sub-select.
CREATE FUNCTION portal.personal(wanted text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER
  SET search_path = public
  AS $$ SELECT coalesce(array_agg(p.subject_id), '{}') FROM personal_access p
        WHERE p.account_id = portal.account_id() AND p.kind = wanted AND (p.until IS NULL OR p.until > now()) $$;
--> statement-breakpoint
-- Who may read an entry of a compartment: by department, beyond being on the case.
CREATE FUNCTION portal.enters(compartment text, author text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT CASE compartment
    WHEN 'shared' THEN true
    WHEN 'department' THEN portal.department() IN (author, 'procuratorate')
    WHEN 'legal_aid' THEN portal.department() = 'justice'
    WHEN 'shelter_address' THEN portal.department() IN ('civil_affairs', 'procuratorate')
    ELSE false END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.account_id(), portal.unit_id(), portal.presented_number(), portal.is_prosecutor(),
  portal.personal(text), portal.enters(text, text) TO portal_web, portal_worker;
--> statement-breakpoint

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['emergency_accesses', 'recusals', 'identity_requests', 'case_notes', 'note_shares', 'evidence',
    'unit_reports', 'case_holds', 'audit_entries']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY %I ON %I TO portal_worker USING (portal.actor_kind() = ''system'') '
      'WITH CHECK (portal.actor_kind() = ''system'')', name || '_worker', name);
  END LOOP;
END $$;
--> statement-breakpoint
-- Not forced, as case_access: the triggers that keep it run as its owner. Nobody reads it but through portal.personal().
ALTER TABLE personal_access ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint

-- Cases. A recused officer does not see the case at all. Its number, presented, shows an officer that row alone: so
-- begins a 紧急调阅.
DROP POLICY cases_seen ON cases;
--> statement-breakpoint
CREATE POLICY cases_seen ON cases FOR SELECT TO portal_web USING (
  (portal.is_officer() AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = cases.id)
    OR (portal.department() = 'procuratorate' AND portal.in_district(district))
    OR id = ANY ((SELECT portal.personal('emergency'))::uuid[])))
  OR (portal.actor_kind() = 'coordinator' AND portal.in_district(district))
  OR (portal.actor_kind() = 'reporter' AND id = portal.case_id())
  OR (portal.actor_kind() = 'emergency' AND number = portal.presented_number()));
--> statement-breakpoint
CREATE POLICY cases_without_recused ON cases AS RESTRICTIVE FOR ALL TO portal_web
  USING (id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
CREATE POLICY assignments_without_recused ON assignments AS RESTRICTIVE FOR ALL TO portal_web
  USING (case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
CREATE POLICY case_access_without_recused ON case_access AS RESTRICTIVE FOR ALL TO portal_web
  USING (case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
CREATE POLICY objections_without_recused ON objections AS RESTRICTIVE FOR ALL TO portal_web
  USING (case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint

-- Contents: the reporter's own, desks on the case, prosecutors in scope until the case is sealed, and 紧急调阅.
DROP POLICY reports_seen ON reports;
--> statement-breakpoint
CREATE POLICY reports_seen ON reports FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND id = portal.report_id())
  OR (portal.is_officer() AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = reports.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = reports.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
    OR (case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
      AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[])))));
--> statement-breakpoint
DROP POLICY reporter_identities_seen ON reporter_identities;
--> statement-breakpoint
-- Who reported: police on the case and prosecutors in scope, who must be able to call back; and the one officer to whom
-- a request opened it. A 紧急调阅 does not.
CREATE POLICY reporter_identities_seen ON reporter_identities FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND (
    (portal.department() = 'police' AND EXISTS (SELECT 1 FROM reports r JOIN case_access a ON a.case_id = r.case_id
      WHERE r.id = reporter_identities.report_id AND a.kind = 'assigned'))
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM reports r JOIN cases c ON c.id = r.case_id
      WHERE r.id = reporter_identities.report_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
    OR (report_id = ANY ((SELECT portal.personal('reporter_identity'))::uuid[])
      AND EXISTS (SELECT 1 FROM reports r WHERE r.id = reporter_identities.report_id)))));
--> statement-breakpoint
GRANT SELECT, INSERT ON unit_reports TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON unit_reports TO portal_worker;
--> statement-breakpoint
CREATE POLICY unit_reports_seen ON unit_reports FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.actor_kind() = 'unit_lead' AND unit_id = portal.unit_id())
  OR (portal.actor_kind() = 'unit_reporter' AND account_id = portal.account_id())
  OR EXISTS (SELECT 1 FROM reporter_identities i WHERE portal.is_officer() AND i.report_id = unit_reports.report_id));
--> statement-breakpoint
CREATE POLICY unit_reports_filed ON unit_reports FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
DROP POLICY parties_seen ON parties;
--> statement-breakpoint
CREATE POLICY parties_seen ON parties FOR SELECT TO portal_web USING (portal.is_officer()
  AND EXISTS (SELECT 1 FROM cases c WHERE c.id = parties.case_id
    AND (c.state <> 'sealed' OR c.id = ANY ((SELECT portal.personal('emergency'))::uuid[]))));
--> statement-breakpoint

-- Objections carry reasons in words: those on the case and whoever decides.
DROP POLICY objections_seen ON objections;
--> statement-breakpoint
CREATE POLICY objections_seen ON objections FOR SELECT TO portal_web USING (
  (portal.is_officer() AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = objections.case_id AND a.kind = 'assigned')
    OR (department = portal.department() AND portal.in_district(district))
    OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = objections.case_id))))
  OR (portal.actor_kind() = 'coordinator' AND portal.in_district(district)));
--> statement-breakpoint

-- Deliveries are seen with their case, and made and changed by those who work it.
DROP POLICY deliveries_seen ON deliveries;
--> statement-breakpoint
DROP POLICY deliveries_made ON deliveries;
--> statement-breakpoint
DROP POLICY deliveries_changed ON deliveries;
--> statement-breakpoint
REVOKE UPDATE ON deliveries FROM portal_web;
--> statement-breakpoint
GRANT UPDATE (assignment_id, delivered_at, acknowledged_at, department) ON deliveries TO portal_web;
--> statement-breakpoint
CREATE POLICY deliveries_seen ON deliveries FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.actor_kind() IN ('unit_lead', 'unit_reporter')
    AND EXISTS (SELECT 1 FROM unit_reports u WHERE u.report_id = deliveries.report_id))
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator')
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = deliveries.case_id)));
--> statement-breakpoint
CREATE POLICY deliveries_made ON deliveries FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() IN ('officer', 'lead', 'coordinator')
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = deliveries.case_id));
--> statement-breakpoint
CREATE POLICY deliveries_changed ON deliveries FOR UPDATE TO portal_web
  USING (portal.actor_kind() IN ('officer', 'lead', 'coordinator')
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = deliveries.case_id));
--> statement-breakpoint
-- Seen with its case also by 紧急调阅.
DROP POLICY assignments_seen ON assignments;
--> statement-breakpoint
CREATE POLICY assignments_seen ON assignments FOR SELECT TO portal_web USING (
  (portal.is_officer() AND (
    (department = portal.department() AND portal.in_district(district))
    OR EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = assignments.case_id)
    OR (portal.department() = 'procuratorate' AND portal.in_district(district))
    OR case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])))
  OR (portal.actor_kind() = 'coordinator' AND (portal.in_district(district)
    OR EXISTS (SELECT 1 FROM cases c WHERE c.id = assignments.case_id)))
  OR (portal.actor_kind() = 'reporter'
    AND EXISTS (SELECT 1 FROM deliveries d WHERE d.assignment_id = assignments.id AND d.report_id = portal.report_id())));
--> statement-breakpoint
DROP POLICY clocks_seen ON clocks;
--> statement-breakpoint
CREATE POLICY clocks_seen ON clocks FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND (report_id = portal.report_id()
    OR EXISTS (SELECT 1 FROM deliveries d WHERE d.assignment_id = clocks.assignment_id AND d.report_id = portal.report_id())))
  OR (portal.actor_kind() IN ('unit_lead', 'unit_reporter') AND (
    EXISTS (SELECT 1 FROM unit_reports u WHERE u.report_id = clocks.report_id)
    OR EXISTS (SELECT 1 FROM deliveries d WHERE d.assignment_id = clocks.assignment_id)))
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id)));
--> statement-breakpoint

-- 紧急调阅. One's own; leads on the case; prosecutors in scope; the auditor, who also reviews it.
GRANT SELECT, INSERT, UPDATE (reviewed_by, reviewed_at, outcome, sealed_review) ON emergency_accesses TO portal_web;
--> statement-breakpoint
GRANT SELECT ON emergency_accesses TO portal_worker;
--> statement-breakpoint
CREATE POLICY emergency_accesses_seen ON emergency_accesses FOR SELECT TO portal_web USING (
  account_id = portal.account_id()
  OR portal.actor_kind() = 'auditor'
  OR (portal.actor_kind() = 'lead' AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = emergency_accesses.case_id AND a.kind = 'assigned'))
  OR (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = emergency_accesses.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
CREATE POLICY emergency_accesses_opened ON emergency_accesses FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department()
    AND expires_at <= now() + interval '61 minutes' AND reviewed_at IS NULL
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
CREATE POLICY emergency_accesses_reviewed ON emergency_accesses FOR UPDATE TO portal_web
  USING (portal.actor_kind() = 'auditor' AND reviewed_at IS NULL)
  WITH CHECK (portal.actor_kind() = 'auditor' AND reviewed_by = portal.account_id());
--> statement-breakpoint

-- 回避. The officer themself and the leads of their department on the case; prosecutors in scope; the auditor.
GRANT SELECT, INSERT, UPDATE (successor_id, ended_at, ended_by) ON recusals TO portal_web;
--> statement-breakpoint
GRANT SELECT ON recusals TO portal_worker;
--> statement-breakpoint
CREATE POLICY recusals_seen ON recusals FOR SELECT TO portal_web USING (
  account_id = portal.account_id()
  OR portal.actor_kind() = 'auditor'
  OR (portal.actor_kind() = 'lead' AND department = portal.department()
    AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = recusals.case_id))
  OR (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = recusals.case_id AND portal.in_district(c.district))));
--> statement-breakpoint
CREATE POLICY recusals_recorded ON recusals FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND recorded_by = portal.account_id() AND department = portal.department()
    AND (account_id = portal.account_id() OR portal.actor_kind() = 'lead')
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = recusals.case_id));
--> statement-breakpoint
CREATE POLICY recusals_ended ON recusals FOR UPDATE TO portal_web
  USING (portal.actor_kind() = 'lead' AND department = portal.department() AND account_id <> portal.account_id()
    AND ended_at IS NULL AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = recusals.case_id))
  WITH CHECK (ended_by = portal.account_id());
--> statement-breakpoint

-- Requests to know who reported. The reporter sees which offices asked, were given it and opened it.
GRANT SELECT, INSERT, UPDATE (outcome, decided_by, decided_at, sealed_decision, expires_at, opened_at) ON identity_requests TO portal_web;
--> statement-breakpoint
GRANT SELECT ON identity_requests TO portal_worker;
--> statement-breakpoint
CREATE POLICY identity_requests_seen ON identity_requests FOR SELECT TO portal_web USING (
  requested_by = portal.account_id()
  OR portal.actor_kind() = 'auditor'
  OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate' AND portal.in_district(district))
  OR (portal.actor_kind() = 'coordinator' AND level = 'coordinator' AND portal.in_district(district))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id()));
--> statement-breakpoint
CREATE POLICY identity_requests_made ON identity_requests FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND requested_by = portal.account_id() AND department = portal.department()
    AND level = CASE portal.actor_kind() WHEN 'officer' THEN 'procuratorate_lead' ELSE 'coordinator' END
    AND outcome IS NULL AND EXISTS (SELECT 1 FROM reports r WHERE r.id = identity_requests.report_id AND r.case_id = identity_requests.case_id));
--> statement-breakpoint
CREATE POLICY identity_requests_decided ON identity_requests FOR UPDATE TO portal_web
  USING (decided_at IS NULL AND requested_by <> portal.account_id() AND portal.in_district(district) AND (
    (level = 'procuratorate_lead' AND portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate')
    OR (level = 'coordinator' AND portal.actor_kind() = 'coordinator')))
  WITH CHECK (decided_by = portal.account_id());
--> statement-breakpoint
-- The officer to whom it was opened marks that they looked; the reporter is told the moment.
CREATE POLICY identity_requests_opened ON identity_requests FOR UPDATE TO portal_web
  USING (requested_by = portal.account_id() AND outcome = 'granted' AND opened_at IS NULL)
  WITH CHECK (requested_by = portal.account_id() AND outcome = 'granted' AND opened_at IS NOT NULL);
--> statement-breakpoint

-- Notes by compartment, and to whom a note was shown besides. Nobody is told of a note they may not read.
GRANT SELECT, INSERT ON case_notes, note_shares TO portal_web;
--> statement-breakpoint
GRANT DELETE ON note_shares TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON case_notes, note_shares TO portal_worker;
--> statement-breakpoint
CREATE POLICY note_shares_seen ON note_shares FOR SELECT TO portal_web USING (
  portal.is_officer() AND (department = portal.department() OR shared_from = portal.department() OR portal.department() = 'procuratorate')
  AND (until IS NULL OR until > now()));
--> statement-breakpoint
CREATE POLICY case_notes_seen ON case_notes FOR SELECT TO portal_web USING (portal.is_officer() AND (
  (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = case_notes.case_id AND a.kind = 'assigned')
    AND (portal.enters(compartment, department)
      OR EXISTS (SELECT 1 FROM note_shares s WHERE s.note_id = case_notes.id AND s.department = portal.department())))
  OR (portal.department() = 'procuratorate' AND portal.enters(compartment, department)
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_notes.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
  OR (compartment = 'shared' AND case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
    AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]))));
--> statement-breakpoint
CREATE POLICY case_notes_written ON case_notes FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department()
    AND (compartment IN ('shared', 'department')
      OR (compartment = 'legal_aid' AND portal.department() = 'justice')
      OR (compartment = 'shelter_address' AND portal.department() = 'civil_affairs'))
    AND (EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = case_notes.case_id AND a.kind = 'assigned')
      OR (portal.department() = 'procuratorate' AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_notes.case_id))));
--> statement-breakpoint
-- What is privileged for legal aid is shown to nobody else, by nobody.
CREATE POLICY note_shares_given ON note_shares FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND shared_from = portal.department() AND shared_by = portal.account_id()
    AND EXISTS (SELECT 1 FROM case_notes n WHERE n.id = note_shares.note_id AND n.department = portal.department()
      AND n.compartment IN ('department', 'shelter_address')));
--> statement-breakpoint
CREATE POLICY note_shares_taken_back ON note_shares FOR DELETE TO portal_web
  USING (portal.is_officer() AND shared_from = portal.department());
--> statement-breakpoint

-- Evidence: whoever is adding it to a draft, its reporter, and those who read the case's contents.
GRANT SELECT, INSERT, UPDATE, DELETE ON evidence TO portal_web, portal_worker;
--> statement-breakpoint
CREATE POLICY evidence_seen ON evidence FOR SELECT TO portal_web USING (
  (draft_id IS NOT NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND (readers = 'shared' OR portal.department() IN (department, 'procuratorate')) AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = evidence.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = evidence.case_id AND portal.in_district(c.district) AND c.state <> 'sealed'))
    OR (readers = 'shared' AND case_id = ANY ((SELECT portal.personal('emergency'))::uuid[])
      AND case_id <> ALL ((SELECT portal.personal('recused'))::uuid[])))));
--> statement-breakpoint
CREATE POLICY evidence_added ON evidence FOR INSERT TO portal_web WITH CHECK (
  (draft_id IS NOT NULL AND case_id IS NULL AND account_id IS NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND case_id = portal.case_id() AND account_id IS NULL)
  OR (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department() AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = evidence.case_id AND a.kind = 'assigned')
    OR (portal.department() = 'procuratorate'
      AND EXISTS (SELECT 1 FROM cases c WHERE c.id = evidence.case_id AND portal.in_district(c.district) AND c.state <> 'sealed')))));
--> statement-breakpoint
-- While it arrives, by whoever sends it; with the report, by the reporter who files the draft.
CREATE POLICY evidence_arrives ON evidence FOR UPDATE TO portal_web USING (
  (draft_id IS NOT NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (state = 'arriving' AND ((portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
    OR (portal.is_officer() AND account_id = portal.account_id()))))
  WITH CHECK (
  (draft_id IS NOT NULL AND case_id IS NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id))
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND case_id = portal.case_id())
  OR (portal.is_officer() AND account_id = portal.account_id()));
--> statement-breakpoint
-- Once filed or kept it is evidence: only what never became part of a report can be taken back.
CREATE POLICY evidence_taken_back ON evidence FOR DELETE TO portal_web USING (
  case_id IS NULL AND draft_id IS NOT NULL AND EXISTS (SELECT 1 FROM drafts d WHERE d.id = evidence.draft_id));
--> statement-breakpoint

-- 留置.
GRANT SELECT, INSERT, UPDATE (released_at, released_by) ON case_holds TO portal_web;
--> statement-breakpoint
GRANT SELECT ON case_holds TO portal_worker;
--> statement-breakpoint
CREATE POLICY case_holds_seen ON case_holds FOR SELECT TO portal_web
  USING (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id));
--> statement-breakpoint
CREATE POLICY case_holds_placed ON case_holds FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department()
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id));
--> statement-breakpoint
CREATE POLICY case_holds_released ON case_holds FOR UPDATE TO portal_web
  USING (portal.is_officer() AND department = portal.department() AND released_at IS NULL
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_holds.case_id))
  WITH CHECK (released_by = portal.account_id());
--> statement-breakpoint

-- The audit trail: anybody's deeds are written, nobody's are changed. Who reads it: the auditor; everybody their own
-- deeds; leads what was done on cases of their desk; prosecutors what was done on cases in scope. An entry that speaks
-- of a compartment is read by those inside it.
GRANT SELECT ON audit_entries TO portal_web, portal_worker;
--> statement-breakpoint
GRANT INSERT (action, case_id, case_number, subject_id, compartment, reason, details) ON audit_entries TO portal_web, portal_worker;
--> statement-breakpoint
CREATE POLICY audit_entries_written ON audit_entries FOR INSERT TO portal_web WITH CHECK (portal.actor_kind() <> 'nobody');
--> statement-breakpoint
CREATE POLICY audit_entries_seen ON audit_entries FOR SELECT TO portal_web USING (
  portal.actor_kind() = 'auditor'
  OR account_id = portal.account_id()
  OR ((compartment IS NULL OR portal.enters(compartment, department)) AND (
    (portal.actor_kind() = 'lead' AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = audit_entries.case_id AND a.kind = 'assigned'))
    OR (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = audit_entries.case_id AND portal.in_district(c.district))))));
--> statement-breakpoint
GRANT SELECT ON audit_day_heads TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_day_heads TO portal_worker;
--> statement-breakpoint
GRANT SELECT ON audit_head TO portal_web, portal_worker;
--> statement-breakpoint

-- Keys that belong to no case.
GRANT SELECT, INSERT ON installation_keys TO portal_web, portal_worker;
--> statement-breakpoint
GRANT UPDATE (wrapped_key, master_key_id) ON installation_keys TO portal_worker;
--> statement-breakpoint
GRANT UPDATE (wrapped_key, master_key_id) ON drafts TO portal_worker;
--> statement-breakpoint

-- Accounts. Everybody's name can be read; who may make, change and switch off whose account is a rule of its own:
-- officers by their lead, a unit's people by the unit's lead, everybody else by an administrator.
GRANT SELECT, INSERT, UPDATE, DELETE ON second_factors, recovery_codes, sign_in_steps TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON sign_in_steps TO portal_worker;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at, account_id, withdrawn_at) ON invitations TO portal_web;
--> statement-breakpoint
GRANT INSERT, UPDATE (password_hash, email, active, deactivated_at, external_issuer, external_subject) ON accounts TO portal_web;
--> statement-breakpoint
ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE FUNCTION portal.manages(its_role text, its_department text, its_districts text[], its_unit uuid) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT CASE portal.actor_kind()
    WHEN 'admin' THEN its_role IN ('lead', 'unit_lead', 'coordinator', 'admin', 'auditor')
    WHEN 'lead' THEN its_role = 'officer' AND its_department = portal.department()
      AND (current_setting('portal.districts', true) = '*'
        OR its_districts <@ string_to_array(current_setting('portal.districts', true), ','))
    WHEN 'unit_lead' THEN its_role = 'unit_reporter' AND its_unit = portal.unit_id()
    ELSE false END $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.manages(text, text, text[], uuid) TO portal_web, portal_worker;
--> statement-breakpoint
CREATE POLICY accounts_seen ON accounts FOR SELECT TO portal_web, portal_worker USING (true);
--> statement-breakpoint
CREATE POLICY accounts_made ON accounts FOR INSERT TO portal_web WITH CHECK (EXISTS (SELECT 1 FROM invitations i
  WHERE i.token_hash = portal.presented_key() AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()
    AND i.role = accounts.role AND i.department IS NOT DISTINCT FROM accounts.department
    AND i.districts = accounts.districts AND i.unit_id IS NOT DISTINCT FROM accounts.unit_id));
--> statement-breakpoint
CREATE POLICY accounts_managed ON accounts FOR UPDATE TO portal_web
  USING (id = portal.account_id() OR portal.manages(role, department, districts, unit_id));
--> statement-breakpoint
CREATE POLICY invitations_seen ON invitations FOR SELECT TO portal_web USING (
  token_hash = portal.presented_key() OR portal.manages(role, department, districts, unit_id));
--> statement-breakpoint
CREATE POLICY invitations_made ON invitations FOR INSERT TO portal_web
  WITH CHECK (invited_by = portal.account_id() AND portal.manages(role, department, districts, unit_id));
--> statement-breakpoint
CREATE POLICY invitations_ended ON invitations FOR UPDATE TO portal_web USING (
  used_at IS NULL AND (token_hash = portal.presented_key() OR portal.manages(role, department, districts, unit_id)));
--> statement-breakpoint

-- Work: the officer in charge follows the acceptance; retention, sealing and destruction are the portal's own.
GRANT UPDATE (state, sealed_at, kept_until, destroyed_at) ON cases TO portal_worker;
--> statement-breakpoint
GRANT DELETE ON data_keys, parties, blind_indexes, reporter_identities, supplements, objections, receipts TO portal_worker;
--> statement-breakpoint
GRANT UPDATE (sealed_content) ON reports TO portal_worker;
--> statement-breakpoint
-- The owner may be no superuser, whom forced row-level security would show nothing.
ALTER TABLE assignments NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE assignments SET officer_id = accepted_by WHERE accepted_by IS NOT NULL AND state IN ('accepted', 'working', 'objected');
--> statement-breakpoint
ALTER TABLE assignments FORCE ROW LEVEL SECURITY;
