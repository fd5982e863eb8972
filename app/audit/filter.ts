import { z } from "zod";
import { type ActionGroup, actionGroupNames } from "./rules.ts";
import type { FilterField, TrailFilter, TrailPlace, TypedFilter } from "./trail-address.ts";

const caseNumber = z.string().regex(/^[A-Z]{2}G-\d{4}-\d{6,12}-\d$/);
const group = z.custom<ActionGroup>((value) => actionGroupNames.some((name) => name === value));
const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
/** Whoever leaves a choice open means all of them. */
const open = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? null : value), schema.nullable());

const inOrder = ({ from, to }: { from: string | null; to: string | null }): boolean =>
  from === null || to === null || from <= to;

const Address = z
  .object({
    group: open(group),
    account: open(z.uuid()),
    number: open(caseNumber),
    from: open(z.iso.date()),
    to: open(z.iso.date()),
    refused: open(z.literal("1")).transform((value) => value !== null),
    before: open(seq),
    after: open(seq),
  })
  .refine(inOrder)
  .refine(({ before, after }) => before === null || after === null);

/** Reads the address of a page of the trail; null when it asks for something that does not exist. */
export function readTrailAddress(
  query: URLSearchParams,
): { readonly filter: TrailFilter; readonly place: TrailPlace | null } | null {
  const parsed = Address.safeParse(Object.fromEntries(Object.keys(Address.shape).map((key) => [key, query.get(key)])));
  if (!parsed.success) return null;
  const { before, after, ...filter } = parsed.data;
  if (before !== null) return { filter, place: { direction: "before", seq: before } };
  return { filter, place: after === null ? null : { direction: "after", seq: after } };
}

/** The filter as typed. Full-width letters and small ones make no other number. */
export function typedFilter(form: FormData): TypedFilter {
  const word = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.normalize("NFKC").trim().slice(0, 100) : "";
  };
  return {
    group: word("group"),
    login: word("login").toLowerCase(),
    number: word("number").toUpperCase(),
    from: word("from"),
    to: word("to"),
    refused: form.get("refused") === "1",
  };
}

/** Reads what was typed; whose login it is is asked elsewhere. Names every field that cannot be read. */
export function readTypedFilter(typed: TypedFilter): {
  readonly filter: Omit<TrailFilter, "account">;
  readonly problems: readonly FilterField[];
} {
  const problems: FilterField[] = [];
  const read = <T>(field: FilterField, schema: z.ZodType<T>, value: string): T | null => {
    if (value === "") return null;
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(field);
    return parsed.success ? parsed.data : null;
  };
  const filter = {
    group: read("group", group, typed.group),
    number: read("number", caseNumber, typed.number),
    from: read("from", z.iso.date(), typed.from),
    to: read("to", z.iso.date(), typed.to),
    refused: typed.refused,
  };
  if (!inOrder(filter)) problems.push("order");
  return { filter, problems };
}
