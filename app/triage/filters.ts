import { z } from "zod";
import { situations } from "#guidelines/report.ts";
import { type Cursor, orderOf, readCursor } from "./cursor.ts";
import { type QueueFilter, tabs, urgencies } from "./queue-address.ts";

export interface QueueQuestion extends QueueFilter {
  readonly cursor: Cursor | null;
}

/** An empty choice in a filter form means "all of them". */
const chosen = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable());
const place = z.string().max(300).nullable();

const Query = z.object({
  tab: chosen(z.enum(tabs)).transform((tab) => tab ?? "new"),
  district: chosen(z.string().regex(/^[1-9]\d{5}$/)),
  situation: chosen(z.enum(situations)),
  urgency: chosen(z.enum(urgencies)),
  after: place,
  before: place,
});

/** Reads a queue's address; null when it asks for something that does not exist. */
export function readQuestion(query: URLSearchParams): QueueQuestion | null {
  const parsed = Query.safeParse(Object.fromEntries(Object.keys(Query.shape).map((key) => [key, query.get(key)])));
  if (!parsed.success) return null;
  const { after, before, ...filter } = parsed.data;
  if (after === null && before === null) return { ...filter, cursor: null };
  if (after !== null && before !== null) return null;
  const keys = readCursor(orderOf(filter.tab), after ?? before ?? "");
  return keys === null ? null : { ...filter, cursor: { direction: after === null ? "before" : "after", keys } };
}
