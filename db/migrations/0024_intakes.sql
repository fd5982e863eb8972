CREATE TABLE "intakes" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"channel" text NOT NULL,
	"heard_at" timestamp with time zone NOT NULL,
	"account_id" uuid NOT NULL,
	"department" text NOT NULL,
	"read_back" text NOT NULL,
	"sealed_record" "bytea" NOT NULL,
	"filed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "intakes_channel_known" CHECK ("intakes"."channel" in ('telephone', 'hotline', 'paper', 'in_person')),
	CONSTRAINT "intakes_read_back_known" CHECK ("intakes"."read_back" in ('confirmed', 'corrected', 'call_ended', 'on_paper', 'not_reached', 'urgent'))
);
--> statement-breakpoint
ALTER TABLE "reports" DROP CONSTRAINT "reports_channel_known";--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "intakes_account" ON "intakes" USING btree ("account_id","filed_at");--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_channel_known" CHECK ("reports"."channel" in ('web', 'api', 'operator')) NOT VALID;--> statement-breakpoint
ALTER TABLE "reports" VALIDATE CONSTRAINT "reports_channel_known";
--> statement-breakpoint
-- Who heard a call can tell who called: read like the reporter's identity, and by whoever entered it.
ALTER TABLE "intakes" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "intakes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON "intakes" TO portal_web;
--> statement-breakpoint
GRANT SELECT (report_id), DELETE ON "intakes" TO portal_worker;
--> statement-breakpoint
CREATE POLICY intakes_seen ON intakes FOR SELECT TO portal_web USING (portal.is_officer() AND (
  account_id = portal.account_id()
  OR EXISTS (SELECT 1 FROM reporter_identities i WHERE i.report_id = intakes.report_id)));
--> statement-breakpoint
CREATE POLICY intakes_filed ON intakes FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'reporter' AND report_id = portal.report_id());
--> statement-breakpoint
CREATE POLICY intakes_worked ON intakes TO portal_worker USING (portal.actor_kind() = 'system');
