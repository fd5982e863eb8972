import { z } from "zod";
import { casePath } from "./tabs.ts";

/** Decisions of the rules that one page tells in full, with their law: more are a page that nobody reads. */
export const routingAtOnce = 3;

const Asked = z.coerce.number().int().min(1).max(10_000).catch(1);

/** The page of decisions that an address asks for; what it does not say, or says wrongly, is the first. */
export const readRoutingPage = (params: URLSearchParams): number => Asked.parse(params.get("routing") ?? undefined);

/** Which decisions one answer tells, of all on a case, and where they stand among them. */
export interface ShownRouting {
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  readonly ids: readonly string[];
}

/** Finds a page among the decisions on a case, given the oldest first. A page that is not there is the last one. */
export function shownRouting(oldestFirst: readonly string[], asked: number, atOnce = routingAtOnce): ShownRouting {
  const count = oldestFirst.length;
  const pages = Math.max(1, Math.ceil(count / atOnce));
  const page = Math.min(asked, pages);
  return { page, pages, count, ids: oldestFirst.slice((page - 1) * atOnce, page * atOnce) };
}

/** The address of a page of decisions, at the place where they stand. */
export const routingPath = (caseNumber: string, page: number): string =>
  `${casePath(caseNumber, "overview")}${page > 1 ? `?routing=${page}` : ""}#routing`;
