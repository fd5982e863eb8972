-- A key may belong to two cases: what was written while they were one opens with it on both, once the join is undone.
ALTER TABLE "data_keys" DROP CONSTRAINT "data_keys_pkey";--> statement-breakpoint
ALTER TABLE "data_keys" ADD CONSTRAINT "data_keys_id_case_id_pk" PRIMARY KEY("id","case_id");
