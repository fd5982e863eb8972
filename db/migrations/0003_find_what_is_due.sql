DROP INDEX "case_access_desk";--> statement-breakpoint
CREATE INDEX "clocks_owner_due" ON "clocks" USING btree ("owner","district","due_at") WHERE state in ('running', 'breached');--> statement-breakpoint
CREATE INDEX "case_access_desk" ON "case_access" USING btree ("department","district","kind","case_id");