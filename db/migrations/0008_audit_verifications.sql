CREATE TABLE "audit_verifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"up_to_seq" bigint,
	"checked" bigint DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"fault" text,
	"fault_seq" bigint,
	"fault_day" date,
	CONSTRAINT "audit_verifications_fault_known" CHECK ("audit_verifications"."fault" in ('changed', 'removed', 'inserted', 'moved', 'unlinked', 'head_differs', 'tail_removed', 'day_differs', 'day_unsigned'))
);
--> statement-breakpoint
ALTER TABLE "audit_verifications" ADD CONSTRAINT "audit_verifications_requested_by_accounts_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_verifications_latest" ON "audit_verifications" USING btree ("requested_at");--> statement-breakpoint
-- No case content: what a check found, by entry and day. The auditor asks for one and reads them all; the worker does them.
ALTER TABLE audit_verifications ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_verifications TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON audit_verifications TO portal_worker;
--> statement-breakpoint
CREATE POLICY audit_verifications_worker ON audit_verifications TO portal_worker
  USING (portal.actor_kind() = 'system') WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY audit_verifications_seen ON audit_verifications FOR SELECT TO portal_web
  USING (portal.actor_kind() = 'auditor');
--> statement-breakpoint
CREATE POLICY audit_verifications_asked ON audit_verifications FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'auditor' AND requested_by = portal.account_id()
    AND started_at IS NULL AND up_to_seq IS NULL AND checked = 0 AND finished_at IS NULL AND fault IS NULL);
--> statement-breakpoint
CREATE POLICY outbox_promised_by_auditor ON outbox FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'auditor' AND kind = 'verify-audit-chain');
--> statement-breakpoint
-- Published heads stay as they were signed, also against being emptied at once.
CREATE TRIGGER audit_day_heads_never_emptied BEFORE TRUNCATE ON audit_day_heads
  FOR EACH STATEMENT EXECUTE FUNCTION portal.refuse_any_change();
