CREATE TABLE "account_recoveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_recoveries_kind_known" CHECK ("account_recoveries"."kind" in ('second_factors', 'password_link'))
);
--> statement-breakpoint
ALTER TABLE "account_recoveries" ADD CONSTRAINT "account_recoveries_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_recoveries" ADD CONSTRAINT "account_recoveries_subject_id_accounts_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_recoveries_subject" ON "account_recoveries" USING btree ("subject_id","account_id");--> statement-breakpoint

-- Whoever takes the second factors off an account does not hand over the link to its new password, nor the other way
-- round, for seven days: both together are the account. Each leaves a row here in the same transaction, or is refused.
ALTER TABLE account_recoveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON account_recoveries TO portal_web;
--> statement-breakpoint
GRANT SELECT ON account_recoveries TO portal_worker;
--> statement-breakpoint
CREATE POLICY account_recoveries_own ON account_recoveries FOR SELECT TO portal_web USING (account_id = portal.account_id());
--> statement-breakpoint
CREATE POLICY account_recoveries_made ON account_recoveries FOR INSERT TO portal_web WITH CHECK (
  account_id = portal.account_id() AND subject_id <> portal.account_id() AND portal.manages_account(subject_id) AND at = now());
--> statement-breakpoint
CREATE POLICY account_recoveries_told ON account_recoveries FOR SELECT TO portal_worker USING (portal.actor_kind() = 'system');
--> statement-breakpoint
DROP POLICY password_links_handed ON password_links;
--> statement-breakpoint
CREATE POLICY password_links_handed ON password_links FOR INSERT TO portal_web WITH CHECK (
  issued_by = portal.account_id() AND account_id <> portal.account_id() AND portal.manages_account(account_id)
  AND sealed_asked IS NULL AND used_at IS NULL AND expires_at <= now() + interval '1 hour 5 minutes'
  AND EXISTS (SELECT 1 FROM account_recoveries r WHERE r.id = password_links.id AND r.subject_id = password_links.account_id
    AND r.account_id = portal.account_id() AND r.kind = 'password_link' AND r.at = now())
  AND NOT EXISTS (SELECT 1 FROM account_recoveries r WHERE r.subject_id = password_links.account_id
    AND r.account_id = portal.account_id() AND r.kind = 'second_factors' AND r.at > now() - interval '7 days'));
--> statement-breakpoint
DROP POLICY second_factors_removed ON second_factors;
--> statement-breakpoint
CREATE POLICY second_factors_removed ON second_factors FOR DELETE TO portal_web USING (
  account_id = portal.account_id()
  OR (portal.manages_account(account_id)
    AND EXISTS (SELECT 1 FROM account_recoveries r WHERE r.subject_id = second_factors.account_id
      AND r.account_id = portal.account_id() AND r.kind = 'second_factors' AND r.at = now())
    AND NOT EXISTS (SELECT 1 FROM account_recoveries r WHERE r.subject_id = second_factors.account_id
      AND r.account_id = portal.account_id() AND r.kind = 'password_link' AND r.at > now() - interval '7 days')));
--> statement-breakpoint
-- The account's owner is told of either.
CREATE POLICY outbox_promised_for_recoveries ON outbox FOR INSERT TO portal_web WITH CHECK (
  kind = 'tell-people' AND payload ->> 'about' IN ('second_factors_reset', 'password_link_handed')
  AND EXISTS (SELECT 1 FROM account_recoveries r WHERE r.id::text = payload ->> 'subjectId'
    AND r.account_id = portal.account_id() AND r.at = now()));
