-- Whose recovery code was used, so that the account's owner is told by mail; one that was not used stays out of sight.
GRANT SELECT (id, account_id, used_at) ON recovery_codes TO portal_worker;
--> statement-breakpoint
CREATE POLICY recovery_codes_told ON recovery_codes FOR SELECT TO portal_worker
  USING (portal.actor_kind() = 'system' AND used_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY outbox_promised_for_recovery ON outbox FOR INSERT TO portal_web WITH CHECK (
  kind = 'tell-people' AND payload ->> 'about' = 'recovery_code_used' AND portal.account_id() IS NOT NULL
  AND EXISTS (SELECT 1 FROM recovery_codes r WHERE r.id::text = payload ->> 'subjectId'
    AND r.account_id = portal.account_id() AND r.used_at IS NOT NULL));
