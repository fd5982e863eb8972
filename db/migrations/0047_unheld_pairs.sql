CREATE TABLE "unheld_pairs" (
	"proposal_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "unheld_pairs_proposal_id_case_id_pk" PRIMARY KEY("proposal_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "unheld_pairs" ADD CONSTRAINT "unheld_pairs_proposal_id_match_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."match_proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unheld_pairs" ADD CONSTRAINT "unheld_pairs_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "unheld_pairs_case" ON "unheld_pairs" USING btree ("case_id");--> statement-breakpoint
ALTER TABLE unheld_pairs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON unheld_pairs TO portal_web;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON unheld_pairs TO portal_worker;
--> statement-breakpoint
CREATE POLICY unheld_pairs_worker ON unheld_pairs TO portal_worker USING (portal.actor_kind() = 'system')
  WITH CHECK (portal.actor_kind() = 'system');
--> statement-breakpoint
-- That two cases wait for somebody who may read both: the coordinator of a district, of the case that is theirs.
CREATE POLICY unheld_pairs_seen ON unheld_pairs FOR SELECT TO portal_web USING (portal.actor_kind() = 'coordinator'
  AND EXISTS (SELECT 1 FROM cases c WHERE c.id = unheld_pairs.case_id AND portal.in_district(c.district)));
