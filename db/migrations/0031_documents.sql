CREATE TABLE "document_counters" (
	"kind" text NOT NULL,
	"year" integer NOT NULL,
	"department" text NOT NULL,
	"district" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "document_counters_kind_year_department_district_pk" PRIMARY KEY("kind","year","department","district")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"report_id" uuid,
	"assignment_id" uuid,
	"kind" text NOT NULL,
	"number" text NOT NULL,
	"department" text NOT NULL,
	"district" text NOT NULL,
	"year" integer NOT NULL,
	"serial" integer NOT NULL,
	"recipient_department" text,
	"recipient_district" text,
	"account_id" uuid,
	"issued_at" timestamp with time zone NOT NULL,
	"sealed_content" "bytea" NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"verification_hash" "bytea" NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_reason" text,
	CONSTRAINT "documents_number_unique" UNIQUE("number"),
	CONSTRAINT "documents_verification_hash_unique" UNIQUE("verification_hash"),
	CONSTRAINT "documents_kind_known" CHECK ("documents"."kind" in ('registration', 'transfer_letter', 'receipt_notice', 'case_summary')),
	CONSTRAINT "documents_withdrawal_known" CHECK ("documents"."withdrawn_reason" in ('wrong_content', 'wrong_recipient', 'replaced', 'other')),
	CONSTRAINT "documents_withdrawal_told" CHECK (("documents"."withdrawn_at" is null) = ("documents"."withdrawn_by" is null) and ("documents"."withdrawn_at" is null) = ("documents"."withdrawn_reason" is null)),
	CONSTRAINT "documents_about_something" CHECK (case "documents"."kind" when 'transfer_letter' then "documents"."assignment_id" is not null and "documents"."recipient_department" is not null and "documents"."recipient_district" is not null
        when 'case_summary' then true else "documents"."report_id" is not null end)
);
--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_report_id_reports_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."reports"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_withdrawn_by_accounts_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_one_serial" ON "documents" USING btree ("kind","year","department","district","serial");--> statement-breakpoint
CREATE INDEX "documents_case" ON "documents" USING btree ("case_id","issued_at");--> statement-breakpoint
CREATE INDEX "documents_report" ON "documents" USING btree ("report_id");--> statement-breakpoint
ALTER TABLE documents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE document_counters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Nobody reads or raises a counter but the function below, which acts as their owner.
CREATE POLICY document_counters_kept ON document_counters TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- The next serial of an office. Its row is held to the end of the transaction: a document that comes to nothing gives its
-- number back, and so there is no gap. Only for an office of the asker's own; a reporter takes notices of the portal's.
CREATE FUNCTION portal.next_document_serial(of_kind text, of_year integer, of_department text, of_district text) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  given integer;
BEGIN
  IF NOT ((portal.is_officer() AND of_department = portal.department() AND portal.in_district(of_district))
    OR (portal.actor_kind() = 'reporter' AND of_department = 'portal' AND of_kind = 'receipt_notice')) THEN
    RAISE EXCEPTION 'numbers are given out by an office to itself' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO document_counters AS c (kind, year, department, district, last)
    VALUES (of_kind, of_year, of_department, of_district, 1)
    ON CONFLICT (kind, year, department, district) DO UPDATE SET last = c.last + 1
    RETURNING last INTO given;
  RETURN given;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION portal.next_document_serial(text, integer, text, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION portal.next_document_serial(text, integer, text, text) TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT ON documents TO portal_web;
--> statement-breakpoint
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawn_reason) ON documents TO portal_web;
--> statement-breakpoint
GRANT SELECT, UPDATE (case_id, sealed_content) ON documents TO portal_worker;
--> statement-breakpoint
CREATE POLICY documents_worker ON documents TO portal_worker USING (portal.actor_kind() = 'system')
  WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
-- The issuing desk while it is on the case (a letter also once the work has left), the desk that a letter went to,
-- prosecutors of the district, the reporter for their own notices, and whoever shows a document's verification code.
CREATE POLICY documents_seen ON documents FOR SELECT TO portal_web USING (
  (portal.actor_kind() = 'document' AND verification_hash = portal.presented_key())
  OR (portal.actor_kind() = 'reporter' AND report_id = portal.report_id() AND kind = 'receipt_notice')
  OR (portal.is_officer() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id AND c.state <> 'sealed') AND (
    (portal.is_prosecutor() AND EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id AND portal.in_district(c.district)))
    OR (department = portal.department() AND portal.in_district(district) AND EXISTS (SELECT 1 FROM case_access a
      WHERE a.case_id = documents.case_id AND (a.kind = 'assigned' OR documents.kind = 'transfer_letter')))
    OR (recipient_department = portal.department() AND portal.in_district(recipient_district) AND EXISTS (SELECT 1
      FROM case_access a WHERE a.case_id = documents.case_id AND a.kind = 'assigned')))));
--> statement-breakpoint
CREATE POLICY documents_issued ON documents FOR INSERT TO portal_web WITH CHECK (
  withdrawn_at IS NULL AND (
  (portal.actor_kind() = 'reporter' AND kind = 'receipt_notice' AND report_id = portal.report_id()
    AND case_id = portal.case_id() AND department = 'portal' AND account_id IS NULL)
  OR (portal.is_officer() AND account_id = portal.account_id() AND department = portal.department() AND portal.in_district(district)
    AND EXISTS (SELECT 1 FROM cases c WHERE c.id = documents.case_id AND c.state <> 'sealed')
    AND CASE kind
      WHEN 'transfer_letter' THEN EXISTS (SELECT 1 FROM assignments s WHERE s.id = documents.assignment_id
        AND s.case_id = documents.case_id AND s.department = documents.department AND s.district = documents.district
        AND s.state = 'transferred')
      ELSE EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = documents.case_id AND a.kind = 'assigned') END)));
--> statement-breakpoint
CREATE POLICY documents_withdrawn ON documents FOR UPDATE TO portal_web
  USING (portal.is_officer() AND department = portal.department() AND portal.in_district(district))
  WITH CHECK (withdrawn_by = portal.account_id() AND withdrawn_at IS NOT NULL);
--> statement-breakpoint
-- What was issued is never edited; it is withdrawn, once. The worker moves it with its case, or empties it with its case's key.
CREATE FUNCTION portal.refuse_changed_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{withdrawn_at,withdrawn_by,withdrawn_reason,case_id,sealed_content}'::text[])
    IS DISTINCT FROM (to_jsonb(OLD) - '{withdrawn_at,withdrawn_by,withdrawn_reason,case_id,sealed_content}'::text[]) THEN
    RAISE EXCEPTION 'an issued document is never edited' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.sealed_content IS DISTINCT FROM OLD.sealed_content AND length(NEW.sealed_content) > 0 THEN
    RAISE EXCEPTION 'an issued document is never edited' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at, NEW.withdrawn_by, NEW.withdrawn_reason)
    IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by, OLD.withdrawn_reason) THEN
    RAISE EXCEPTION 'a document is withdrawn once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER documents_never_edited BEFORE UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION portal.refuse_changed_document();
