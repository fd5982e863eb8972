ALTER TABLE "clocks" ADD COLUMN "warn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "clocks" ADD COLUMN "warned_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "clocks_warn" ON "clocks" USING btree ("warn_at") WHERE state = 'running' and warned_at is null;