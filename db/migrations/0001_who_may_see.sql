-- Who may see and change what, enforced by the database ("Who sees what" of the domain).
-- The web process connects as portal_web, the worker as portal_worker; neither owns a table, and row-level security is
-- forced on every table with case content. db/actor.ts sets portal.* inside each transaction; nothing set = nothing seen.
CREATE SCHEMA IF NOT EXISTS portal;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, portal TO portal_web, portal_worker;
--> statement-breakpoint
CREATE SEQUENCE portal.report_number;
--> statement-breakpoint
CREATE SEQUENCE portal.case_number;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE portal.report_number, portal.case_number TO portal_web;
--> statement-breakpoint
CREATE FUNCTION portal.actor_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(nullif(current_setting('portal.actor_kind', true), ''), 'nobody') $$;
--> statement-breakpoint
CREATE FUNCTION portal.is_officer() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('portal.actor_kind', true) IN ('officer', 'lead') $$;
--> statement-breakpoint
CREATE FUNCTION portal.department() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('portal.department', true), '') $$;
--> statement-breakpoint
CREATE FUNCTION portal.in_district(district text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('portal.districts', true) = '*'
            OR district = ANY (string_to_array(current_setting('portal.districts', true), ',')) $$;
--> statement-breakpoint
CREATE FUNCTION portal.report_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('portal.report_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION portal.case_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('portal.case_id', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION portal.presented_key() RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT decode(nullif(current_setting('portal.presented_key', true), ''), 'hex') $$;
--> statement-breakpoint
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA portal TO portal_web, portal_worker;
--> statement-breakpoint

-- Accounts and registers: no case content, so grants alone.
GRANT SELECT ON units, accounts, api_keys TO portal_web, portal_worker;
--> statement-breakpoint
GRANT UPDATE (password_hash) ON accounts TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, rate_limits TO portal_web;
--> statement-breakpoint
GRANT SELECT, DELETE ON sessions, rate_limits TO portal_worker;
--> statement-breakpoint

-- Case content: row-level security, forced on the owner too.
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE reporter_identities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE supplements ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE receipts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE routing_decisions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE cases ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE data_keys ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE parties ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE blind_indexes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE assignments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE objections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clocks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE notices ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Not forced: the trigger that keeps it runs as its owner. It holds ids and desks only.
ALTER TABLE case_access ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint

-- The worker acts for the portal itself, and only inside a named job.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['drafts', 'reports', 'reporter_identities', 'supplements', 'receipts', 'routing_decisions',
    'cases', 'data_keys', 'parties', 'blind_indexes', 'case_events', 'assignments', 'deliveries', 'objections', 'clocks',
    'notices', 'outbox', 'case_access']
  LOOP
    EXECUTE format('CREATE POLICY %I ON %I TO portal_worker USING (portal.actor_kind() = ''system'') '
      'WITH CHECK (portal.actor_kind() = ''system'')', name || '_worker', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON cases, data_keys, parties, blind_indexes, assignments, deliveries, objections, clocks,
  notices, outbox, case_access, receipts TO portal_worker;
--> statement-breakpoint
GRANT SELECT, INSERT ON case_events, routing_decisions, supplements TO portal_worker;
--> statement-breakpoint
GRANT SELECT, UPDATE (case_id, routed_at) ON reports TO portal_worker;
--> statement-breakpoint
GRANT SELECT, DELETE ON drafts TO portal_worker;
--> statement-breakpoint
GRANT DELETE ON outbox, case_access TO portal_worker;
--> statement-breakpoint

-- Drafts: whoever presents the browser's token or the reporter's code, as a keyed hash. Nobody else, no officer.
GRANT SELECT, INSERT, UPDATE, DELETE ON drafts TO portal_web;
--> statement-breakpoint
CREATE POLICY drafts_own ON drafts TO portal_web
  USING (portal.presented_key() IN (token_hash, code_hash)) WITH CHECK (true);
--> statement-breakpoint

-- Desks that were given a case.
GRANT SELECT ON case_access TO portal_web;
--> statement-breakpoint
CREATE POLICY case_access_desk ON case_access FOR SELECT TO portal_web
  USING (portal.is_officer() AND department = portal.department() AND portal.in_district(district));
--> statement-breakpoint

-- Cases: desks that were given it, prosecutors of the district, the coordinator (this table names nobody), and the
-- reporter inside the transaction that files.
GRANT SELECT, INSERT, UPDATE (state, urgency, urgency_rule, closed_at) ON cases TO portal_web;
--> statement-breakpoint
CREATE POLICY cases_seen ON cases FOR SELECT TO portal_web USING (
  (portal.is_officer() AND (
    EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = cases.id)
    OR (portal.department() = 'procuratorate' AND portal.in_district(district))))
  OR (portal.actor_kind() = 'coordinator' AND portal.in_district(district))
  OR (portal.actor_kind() = 'reporter' AND id = portal.case_id()));
--> statement-breakpoint
CREATE POLICY cases_filed ON cases FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND id = portal.case_id() AND state = 'open');
--> statement-breakpoint
CREATE POLICY cases_worked ON cases FOR UPDATE TO portal_web
  USING (portal.is_officer() AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = cases.id AND a.kind = 'assigned'));
--> statement-breakpoint

-- Keys follow the case: a key opens nothing that its holder cannot read.
GRANT SELECT, INSERT ON data_keys TO portal_web;
--> statement-breakpoint
CREATE POLICY data_keys_seen ON data_keys FOR SELECT TO portal_web
  USING (EXISTS (SELECT 1 FROM cases c WHERE c.id = data_keys.case_id));
--> statement-breakpoint
CREATE POLICY data_keys_filed ON data_keys FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND case_id = portal.case_id());
--> statement-breakpoint

-- Reports and parties: their reporter while filing or with the receipt, and officers on the case.
GRANT SELECT, INSERT ON reports TO portal_web;
--> statement-breakpoint
CREATE POLICY reports_seen ON reports FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND id = portal.report_id())
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = reports.case_id)));
--> statement-breakpoint
CREATE POLICY reports_filed ON reports FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND id = portal.report_id() AND case_id = portal.case_id());
--> statement-breakpoint
GRANT SELECT, INSERT ON reporter_identities TO portal_web;
--> statement-breakpoint
-- Who reported: police and prosecutors on the case only, who must be able to call back.
CREATE POLICY reporter_identities_seen ON reporter_identities FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND portal.department() IN ('police', 'procuratorate')
    AND EXISTS (SELECT 1 FROM reports r WHERE r.id = reporter_identities.report_id)));
--> statement-breakpoint
CREATE POLICY reporter_identities_filed ON reporter_identities FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
GRANT SELECT, INSERT ON supplements TO portal_web;
--> statement-breakpoint
CREATE POLICY supplements_seen ON supplements FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM reports r WHERE r.id = supplements.report_id)));
--> statement-breakpoint
CREATE POLICY supplements_added ON supplements FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
GRANT SELECT, INSERT ON parties TO portal_web;
--> statement-breakpoint
CREATE POLICY parties_seen ON parties FOR SELECT TO portal_web
  USING (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = parties.case_id));
--> statement-breakpoint
CREATE POLICY parties_filed ON parties FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND case_id = portal.case_id() AND report_id = portal.report_id());
--> statement-breakpoint
-- Blind indexes are written when a report is filed and read by the matching job only.
GRANT INSERT ON blind_indexes TO portal_web;
--> statement-breakpoint
CREATE POLICY blind_indexes_filed ON blind_indexes FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND case_id = portal.case_id());
--> statement-breakpoint
GRANT SELECT ON routing_decisions TO portal_web;
--> statement-breakpoint
CREATE POLICY routing_decisions_seen ON routing_decisions FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = routing_decisions.case_id)));
--> statement-breakpoint

-- Receipts: whoever presents the code, as a keyed hash, and the reporter whose report it is.
GRANT SELECT, INSERT, UPDATE (saved_at) ON receipts TO portal_web;
--> statement-breakpoint
CREATE POLICY receipts_found ON receipts FOR SELECT TO portal_web USING (
  code_hash = portal.presented_key() OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id()));
--> statement-breakpoint
CREATE POLICY receipts_given ON receipts FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
CREATE POLICY receipts_saved ON receipts FOR UPDATE TO portal_web
  USING (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint

-- Deliveries and assignments.
GRANT SELECT, INSERT, UPDATE ON deliveries TO portal_web;
--> statement-breakpoint
CREATE POLICY deliveries_seen ON deliveries FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id())
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM reports r WHERE r.id = deliveries.report_id))
  OR portal.actor_kind() = 'coordinator');
--> statement-breakpoint
CREATE POLICY deliveries_made ON deliveries FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() IN ('officer', 'lead', 'coordinator'));
--> statement-breakpoint
CREATE POLICY deliveries_changed ON deliveries FOR UPDATE TO portal_web
  USING (portal.actor_kind() IN ('officer', 'lead', 'coordinator'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON assignments TO portal_web;
--> statement-breakpoint
CREATE POLICY assignments_seen ON assignments FOR SELECT TO portal_web USING (
  (portal.is_officer() AND (
    (department = portal.department() AND portal.in_district(district))
    OR EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = assignments.case_id)
    OR (portal.department() = 'procuratorate' AND portal.in_district(district))))
  OR (portal.actor_kind() = 'coordinator' AND (portal.in_district(district)
    OR EXISTS (SELECT 1 FROM cases c WHERE c.id = assignments.case_id)))
  OR (portal.actor_kind() = 'reporter'
    AND EXISTS (SELECT 1 FROM deliveries d WHERE d.assignment_id = assignments.id AND d.report_id = portal.report_id())));
--> statement-breakpoint
CREATE POLICY assignments_opened ON assignments FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() IN ('officer', 'lead', 'coordinator')
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = assignments.case_id));
--> statement-breakpoint
CREATE POLICY assignments_moved ON assignments FOR UPDATE TO portal_web USING (
  (portal.is_officer() AND department = portal.department() AND portal.in_district(district))
  OR (state = 'objected' AND portal.in_district(district) AND (portal.actor_kind() = 'coordinator'
    OR (portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'))))
  WITH CHECK (portal.actor_kind() IN ('officer', 'lead', 'coordinator'));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (outcome, sealed_decision, decided_by, decided_at, successor_id) ON objections TO portal_web;
--> statement-breakpoint
CREATE POLICY objections_seen ON objections FOR SELECT TO portal_web USING (
  (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = objections.case_id))
  OR (portal.actor_kind() = 'coordinator' AND portal.in_district(district)));
--> statement-breakpoint
CREATE POLICY objections_raised ON objections FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND department = portal.department() AND portal.in_district(district));
--> statement-breakpoint
-- The first objection is reviewed by a lead of the procuratorate, the second by the coordinator; nobody reviews their own.
CREATE POLICY objections_decided ON objections FOR UPDATE TO portal_web USING (
  decided_at IS NULL AND portal.in_district(district) AND (
    portal.actor_kind() = 'coordinator'
    OR (level = 'reviewer' AND portal.actor_kind() = 'lead' AND portal.department() = 'procuratorate'
      AND department <> 'procuratorate')))
  WITH CHECK (portal.actor_kind() IN ('lead', 'coordinator'));
--> statement-breakpoint

-- Clocks and the timeline carry codes and moments only.
GRANT SELECT, INSERT, UPDATE ON clocks TO portal_web;
--> statement-breakpoint
CREATE POLICY clocks_seen ON clocks FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND (report_id = portal.report_id()
    OR EXISTS (SELECT 1 FROM deliveries d WHERE d.assignment_id = clocks.assignment_id AND d.report_id = portal.report_id())))
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id)));
--> statement-breakpoint
CREATE POLICY clocks_started ON clocks FOR INSERT TO portal_web WITH CHECK (
  (portal.actor_kind() = 'reporter' AND case_id = portal.case_id() AND report_id = portal.report_id())
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id)));
--> statement-breakpoint
CREATE POLICY clocks_stopped ON clocks FOR UPDATE TO portal_web USING (
  (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND owner = 'reporter')
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = clocks.case_id)));
--> statement-breakpoint
GRANT SELECT, INSERT ON case_events TO portal_web;
--> statement-breakpoint
CREATE POLICY case_events_seen ON case_events FOR SELECT TO portal_web USING (
  portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_events.case_id));
--> statement-breakpoint
CREATE POLICY case_events_written ON case_events FOR INSERT TO portal_web WITH CHECK (
  (portal.actor_kind() = 'reporter' AND case_id = portal.case_id())
  OR (portal.actor_kind() IN ('officer', 'lead', 'coordinator') AND EXISTS (SELECT 1 FROM cases c WHERE c.id = case_events.case_id)));
--> statement-breakpoint
-- Anybody who acts may promise a job; only the worker reads the promises.
GRANT INSERT ON outbox TO portal_web;
--> statement-breakpoint
CREATE POLICY outbox_promised ON outbox FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() IN ('reporter', 'officer', 'lead', 'coordinator'));
