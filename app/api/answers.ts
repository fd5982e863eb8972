import { z } from "zod";

/** What filing answers with. */
export const FiledAnswer = z.strictObject({
  reportNumber: z.string(),
  receipt: z.string().regex(/^\d{16}$/),
  urgency: z.enum(["critical", "urgent", "serious"]),
  proof: z.string(),
  filedAt: z.iso.datetime(),
});

/** What a receipt answers with: states in words that reveal nothing. */
export const ReceiptAnswer = z.strictObject({
  reportNumber: z.string(),
  filedAt: z.iso.datetime(),
  state: z.enum(["received", "routed"]),
  why: z.string().nullable(),
  departments: z.array(
    z.strictObject({
      department: z.string(),
      name: z.string(),
      state: z.enum(["delivering", "delivered", "accepted", "working", "closed"]),
      deliveredAt: z.iso.datetime().nullable(),
      acceptedAt: z.iso.datetime().nullable(),
    }),
  ),
  feedback: z.array(
    z.strictObject({
      clock: z.string(),
      owner: z.string(),
      dueAt: z.iso.datetime().nullable(),
      state: z.enum(["running", "met", "breached", "met_late", "cancelled"]),
    }),
  ),
});

const moment = z.iso.datetime().nullable();

/** What a rehearsal answers with: the shape that the command `rehearse` prints. */
export const RehearsalAnswer = z.looseObject({
  edition: z.string(),
  urgency: z.looseObject({ level: z.enum(["critical", "urgent", "serious"]), rule: z.string(), why: z.string() }),
  assignments: z.array(
    z.looseObject({
      department: z.string(),
      district: z.string(),
      rule: z.string(),
      why: z.string(),
      sources: z.array(z.string()),
      clocks: z.array(z.looseObject({ clock: z.string(), dueAt: moment, source: z.string() })),
      suggestedInterventions: z.array(z.string()),
    }),
  ),
});
