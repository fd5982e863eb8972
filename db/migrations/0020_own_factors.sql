-- What opens an account is its own: an officer's statement reads and changes nobody else's factors, codes and sessions.
-- Signing in happens before anybody is somebody, so it finds sessions and passkeys; managing resets and ends them.
CREATE FUNCTION portal.manages_account(its_id uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT EXISTS (SELECT 1 FROM accounts a WHERE a.id = its_id AND portal.manages(a.role, a.department, a.districts, a.unit_id)) $$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.manages_account(uuid) TO portal_web;
--> statement-breakpoint
ALTER TABLE second_factors ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY second_factors_seen ON second_factors FOR SELECT TO portal_web USING (
  account_id = portal.account_id() OR portal.actor_kind() = 'public' OR portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY second_factors_set_up ON second_factors FOR INSERT TO portal_web WITH CHECK (account_id = portal.account_id());
--> statement-breakpoint
CREATE POLICY second_factors_used ON second_factors FOR UPDATE TO portal_web USING (
  account_id = portal.account_id() OR (portal.actor_kind() = 'public' AND kind = 'passkey'));
--> statement-breakpoint
CREATE POLICY second_factors_removed ON second_factors FOR DELETE TO portal_web USING (
  account_id = portal.account_id() OR portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY recovery_codes_own ON recovery_codes TO portal_web
  USING (account_id = portal.account_id()) WITH CHECK (account_id = portal.account_id());
--> statement-breakpoint
CREATE POLICY recovery_codes_counted ON recovery_codes FOR SELECT TO portal_web USING (portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY recovery_codes_reset ON recovery_codes FOR DELETE TO portal_web USING (portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY sessions_found ON sessions FOR SELECT TO portal_web USING (
  account_id = portal.account_id() OR portal.actor_kind() IN ('public', 'admin') OR portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY sessions_begun ON sessions FOR INSERT TO portal_web
  WITH CHECK (account_id = portal.account_id() OR portal.actor_kind() = 'public');
--> statement-breakpoint
CREATE POLICY sessions_seen_again ON sessions FOR UPDATE TO portal_web
  USING (account_id = portal.account_id() OR portal.actor_kind() = 'public');
--> statement-breakpoint
CREATE POLICY sessions_ended ON sessions FOR DELETE TO portal_web USING (
  account_id = portal.account_id() OR portal.actor_kind() = 'public' OR portal.manages_account(account_id));
--> statement-breakpoint
CREATE POLICY sessions_expired ON sessions TO portal_worker USING (portal.actor_kind() = 'system');
