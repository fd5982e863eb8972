import { z } from "zod";
import { casePath } from "./tabs.ts";

/** Decisions of the rules that one page tells in full, with their law: more are a page that nobody reads. */
export const routingAtOnce = 3;

const Asked = z.coerce.number().int().min(1).max(10_000).nullable().catch(null);

/** What an address asks of the decisions: a page of them, and the one whose whole trace is told, both counted from 1. */
export interface RoutingPlace {
  readonly page: number;
  readonly traced: number | null;
}

export const firstRouting: RoutingPlace = { page: 1, traced: null };

/** What an address does not say, or says wrongly, is the first page. A decision whose trace is asked for stands on its own page. */
export function readRoutingPlace(params: URLSearchParams): RoutingPlace {
  const traced = Asked.parse(params.get("trace"));
  const page = traced === null ? (Asked.parse(params.get("routing")) ?? 1) : Math.ceil(traced / routingAtOnce);
  return { page, traced };
}

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

/** The address at which one decision is told with its whole trace: every rule that was considered. */
export const tracePath = (caseNumber: string, place: number): string =>
  `${casePath(caseNumber, "overview")}?trace=${place}#routing-${place}`;

/** The address of a page of decisions, at the place where they stand. */
export const routingPath = (caseNumber: string, page: number): string =>
  `${casePath(caseNumber, "overview")}${page > 1 ? `?routing=${page}` : ""}#routing`;
