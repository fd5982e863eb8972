CREATE TABLE "identity_openings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"department" text NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "identity_openings_reason_known" CHECK ("identity_openings"."reason" in ('call_back', 'protect_reporter', 'confirm_facts', 'thank_or_train', 'other'))
);
--> statement-breakpoint
ALTER TABLE "identity_openings" ADD CONSTRAINT "identity_openings_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_openings_report" ON "identity_openings" USING btree ("report_id","opened_at");--> statement-breakpoint
ALTER TABLE "identity_requests" ADD CONSTRAINT "identity_requests_limited" CHECK ("identity_requests"."expires_at" is null or "identity_requests"."expires_at" <= "identity_requests"."decided_at" + interval '72 hours');
--> statement-breakpoint
-- Which offices opened who reported: told to the reporter alone. Written by whoever could open it, never changed.
GRANT SELECT, INSERT ON identity_openings TO portal_web;
--> statement-breakpoint
ALTER TABLE identity_openings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY identity_openings_seen ON identity_openings FOR SELECT TO portal_web
  USING (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
CREATE POLICY identity_openings_written ON identity_openings FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND department = portal.department()
    AND EXISTS (SELECT 1 FROM reporter_identities i WHERE i.report_id = identity_openings.report_id));
--> statement-breakpoint
-- Whoever is recused from a case neither asks about it nor decides.
CREATE POLICY identity_requests_without_recused ON identity_requests AS RESTRICTIVE FOR ALL TO portal_web
  USING (case_id <> ALL ((SELECT portal.personal('recused'))::uuid[]));
--> statement-breakpoint
-- Only a desk that works the case has grounds to ask; whoever reads it for an hour in an emergency has not.
DROP POLICY identity_requests_made ON identity_requests;
--> statement-breakpoint
CREATE POLICY identity_requests_made ON identity_requests FOR INSERT TO portal_web
  WITH CHECK (portal.is_officer() AND requested_by = portal.account_id() AND department = portal.department()
    AND department NOT IN ('police', 'procuratorate')
    AND level = CASE portal.actor_kind() WHEN 'officer' THEN 'procuratorate_lead' ELSE 'coordinator' END
    AND outcome IS NULL
    AND EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = identity_requests.case_id AND a.kind = 'assigned')
    AND EXISTS (SELECT 1 FROM reports r WHERE r.id = identity_requests.report_id AND r.case_id = identity_requests.case_id));
