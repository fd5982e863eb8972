CREATE TABLE "inquiries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"from_department" text NOT NULL,
	"to_department" text NOT NULL,
	"to_district" text NOT NULL,
	"state" text NOT NULL,
	"sealed_question" "bytea" NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"sealed_answer" "bytea",
	"ended_by" uuid,
	"ended_at" timestamp with time zone,
	CONSTRAINT "inquiries_state_known" CHECK ("inquiries"."state" in ('open', 'answered', 'withdrawn')),
	CONSTRAINT "inquiries_between_two" CHECK ("inquiries"."from_department" <> "inquiries"."to_department"),
	CONSTRAINT "inquiries_ended_whole" CHECK (("inquiries"."state" = 'open') = ("inquiries"."ended_at" is null) and ("inquiries"."ended_at" is null) = ("inquiries"."ended_by" is null)
        and ("inquiries"."state" = 'answered') = ("inquiries"."sealed_answer" is not null))
);
--> statement-breakpoint
ALTER TABLE "case_events" DROP CONSTRAINT "case_events_kind_known";--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_asked_by_accounts_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inquiries" ADD CONSTRAINT "inquiries_ended_by_accounts_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."accounts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inquiries_case" ON "inquiries" USING btree ("case_id","asked_at");--> statement-breakpoint
CREATE INDEX "inquiries_open" ON "inquiries" USING btree ("to_department","to_district","asked_at") WHERE state = 'open';--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_kind_known" CHECK ("case_events"."kind" in ('report_filed', 'report_joined', 'routed', 'further_report', 'supplement_added', 'assignment_accepted', 'report_acknowledged', 'assignment_started', 'assignment_closed', 'objection_raised', 'objection_upheld', 'objection_overruled', 'assignment_transferred', 'assignment_returned', 'transfer_recalled', 'department_brought_in', 'assessment_made', 'urgency_changed', 'clock_breached', 'identity_opened', 'case_closed', 'case_reopened', 'case_sealed', 'case_held', 'case_released', 'evidence_added', 'note_shared_with_all', 'officer_recused', 'officer_changed', 'emergency_access', 'reporter_asked', 'reporter_answered', 'reporter_wrote', 'report_astray', 'result_told', 'result_corrected', 'cases_joined', 'kept_apart', 'join_undone', 'inquiry_asked', 'inquiry_answered', 'inquiry_withdrawn'));