-- People come by invitation and leave by being switched off; who may do either stands in portal.manages().

-- The policy before held a used invitation to be unused as well, so that no invitation could ever be used.
DROP POLICY invitations_ended ON invitations;
--> statement-breakpoint
CREATE POLICY invitations_used ON invitations FOR UPDATE TO portal_web
  USING (token_hash = portal.presented_key() AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > now())
  WITH CHECK (token_hash = portal.presented_key() AND used_at IS NOT NULL AND account_id IS NOT NULL AND withdrawn_at IS NULL);
--> statement-breakpoint
CREATE POLICY invitations_withdrawn ON invitations FOR UPDATE TO portal_web
  USING (used_at IS NULL AND withdrawn_at IS NULL AND portal.manages(role, department, districts, unit_id))
  WITH CHECK (used_at IS NULL AND withdrawn_at IS NOT NULL AND portal.manages(role, department, districts, unit_id));
--> statement-breakpoint

-- Managing an account is not becoming it: nobody sets another's password, nobody switches themself off or on, and the
-- last administrator stays. An operator at the database itself is not held to this.
CREATE FUNCTION portal.refuse_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF portal.actor_kind() = 'nobody' THEN RETURN NEW; END IF;
  IF NEW.password_hash IS DISTINCT FROM OLD.password_hash AND OLD.id IS DISTINCT FROM portal.account_id() THEN
    RAISE EXCEPTION 'nobody sets the password of another' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.active IS DISTINCT FROM OLD.active THEN
    IF OLD.id = portal.account_id() THEN
      RAISE EXCEPTION 'nobody switches their own account off or on' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT NEW.active AND OLD.role = 'admin'
      AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.role = 'admin' AND a.active AND a.id <> OLD.id) THEN
      RAISE EXCEPTION 'the last administrator stays' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER accounts_managed_only BEFORE UPDATE ON accounts
  FOR EACH ROW EXECUTE FUNCTION portal.refuse_account_change();
--> statement-breakpoint

-- Work stays with the desk when its officer leaves: a job of the portal takes it back, whoever switched the account off.
CREATE POLICY outbox_promised_on_leaving ON outbox FOR INSERT TO portal_web
  WITH CHECK (portal.actor_kind() = 'admin' AND kind = 'hand-back-work');
