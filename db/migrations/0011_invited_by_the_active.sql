-- An invitation is worth as much as whoever gave it: with their account off, it opens nothing. And nobody gives one that
-- lasts longer than the city's seven days.
DROP POLICY accounts_made ON accounts;
--> statement-breakpoint
CREATE POLICY accounts_made ON accounts FOR INSERT TO portal_web WITH CHECK (active AND EXISTS (
  SELECT 1 FROM invitations i JOIN accounts giver ON giver.id = i.invited_by AND giver.active
  WHERE i.token_hash = portal.presented_key() AND i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > now()
    AND i.role = accounts.role AND i.department IS NOT DISTINCT FROM accounts.department
    AND i.districts = accounts.districts AND i.unit_id IS NOT DISTINCT FROM accounts.unit_id));
--> statement-breakpoint
DROP POLICY invitations_made ON invitations;
--> statement-breakpoint
CREATE POLICY invitations_made ON invitations FOR INSERT TO portal_web
  WITH CHECK (invited_by = portal.account_id() AND used_at IS NULL AND expires_at <= now() + interval '7 days 1 hour'
    AND portal.manages(role, department, districts, unit_id));
