CREATE TABLE "password_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid,
	"sealed_asked" "bytea",
	"token_hash" "bytea",
	"issued_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "password_links_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_issued_by_accounts_id_fk" FOREIGN KEY ("issued_by") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "password_links_account" ON "password_links" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "password_links_expires" ON "password_links" USING btree ("expires_at");--> statement-breakpoint

-- A link is seen by whoever shows its code, and by the account that it is for. Anybody may ask for one, without a word on
-- whose it would be; whoever manages an account may hand one over; only the portal's own job finds the account and mails.
GRANT SELECT, INSERT, UPDATE (used_at) ON password_links TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (account_id, sealed_asked, token_hash), DELETE ON password_links TO portal_worker;
--> statement-breakpoint
ALTER TABLE password_links ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY password_links_shown ON password_links FOR SELECT TO portal_web USING (
  account_id = portal.account_id() OR (portal.actor_kind() = 'password_link' AND token_hash = portal.presented_key()));
--> statement-breakpoint
CREATE POLICY password_links_asked ON password_links FOR INSERT TO portal_web WITH CHECK (
  portal.actor_kind() = 'public' AND account_id IS NULL AND token_hash IS NULL AND issued_by IS NULL AND used_at IS NULL
  AND expires_at <= now() + interval '1 hour 5 minutes');
--> statement-breakpoint
CREATE POLICY password_links_handed ON password_links FOR INSERT TO portal_web WITH CHECK (
  issued_by = portal.account_id() AND account_id <> portal.account_id() AND portal.manages_account(account_id)
  AND sealed_asked IS NULL AND used_at IS NULL AND expires_at <= now() + interval '1 hour 5 minutes');
--> statement-breakpoint
CREATE POLICY password_links_used ON password_links FOR UPDATE TO portal_web USING (used_at IS NULL AND (
    account_id = portal.account_id()
    OR (portal.actor_kind() = 'password_link' AND token_hash = portal.presented_key() AND expires_at > now())))
  WITH CHECK (used_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY password_links_found ON password_links TO portal_worker USING (portal.actor_kind() = 'system');
--> statement-breakpoint
CREATE POLICY outbox_promised_for_passwords ON outbox FOR INSERT TO portal_web
  WITH CHECK (kind = 'send-password-letter' AND (portal.actor_kind() = 'public' OR portal.account_id() IS NOT NULL));
