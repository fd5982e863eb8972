import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import type { BusyCity } from "./busy-city.ts";

/** Who looks, by their log-in in the demo city; the public and a reporter have none. */
export const people = {
  public: null,
  "police officer": "police-chaoyang",
  "police lead": "police-lead-chaoyang",
  "civil_affairs officer": "civil-affairs-chaoyang",
  "procuratorate officer": "procuratorate-chaoyang",
  "procuratorate lead": "procuratorate-lead-chaoyang",
  "officer elsewhere": "womens-federation-haidian",
  coordinator: "coordinator-city",
  admin: "admin",
  auditor: "auditor",
  unit_lead: "school-lead",
  unit_reporter: "school-reporter",
} as const;
export type Somebody = keyof typeof people;

/** One address of a route, and who reads it most fully. */
export interface PageOf {
  readonly by: Somebody;
  readonly path: string;
  /** The answer, where it is not 200: a page that says what is wrong is a page as well. */
  readonly status?: number;
}

/** A route whose GET has no page: what it answers instead. */
type NoPage = "leads on" | "no page";
export type Entry = NoPage | readonly PageOf[];

const tabs = ["reports", "people", "evidence", "notes", "messages", "inquiries", "meetings", "documents", "timeline"];
const reportPages = ["reporter", "children", "situation", "account", "people", "steps", "contact"];

/** Every route with a GET, and where its pages are. A route that is not here fails the test. */
export function pagesIn(city: BusyCity): Readonly<Record<string, Entry>> {
  const page = (by: Somebody, path: string, status = 200): PageOf => ({ by, path, status });
  const one = (by: Somebody, path: string, status = 200): readonly PageOf[] => [page(by, path, status)];
  const matter = `/cases/${city.number}`;
  return {
    "/": one("public", "/"),
    "/*": [page("public", "/nowhere", 404), page("police officer", "/nowhere", 404)],
    "/healthz": "no page",
    "/readyz": "no page",
    "/language": "leads on",
    // An ordinary calendar that must not look like the portal: tests/browser/quick-exit.test.ts.
    "/leave": "no page",
    "/verify": [page("public", "/verify"), page("public", `/verify?code=${city.verificationCode}`)],
    "/proof": one("public", "/proof"),
    "/proof/key.pem": "no page",

    "/report": one("public", "/report"),
    "/report/:page": reportPages.map((name) => page("public", `/report/${name}`)),
    "/report/check": one("public", "/report/check"),
    "/report/emergency": one("public", "/report/emergency"),
    "/report/files": one("public", "/report/files"),
    // Shown once, after filing: the walk of the public ends with it.
    "/report/receipt": "leads on",
    "/report/resume": one("public", "/report/resume"),
    "/report/urgent": one("public", "/report/urgent"),
    "/receipt": one("public", "/receipt"),
    "/receipt/messages": one("public", "/receipt/messages"),
    "/receipt/retaliation": one("public", "/receipt/retaliation"),
    "/evidence/form": one("public", "/evidence/form"),
    "/evidence/uploads": "no page",
    "/evidence/uploads/:id": "no page",
    "/evidence/:id/original": "no page",
    "/evidence/:id/preview": "no page",

    "/api/v1/openapi.json": "no page",
    "/api/v1/reports": "no page",
    "/api/v1/rehearsals": "no page",
    "/api/v1/receipts/:receipt": "no page",

    "/sign-in": [page("public", "/sign-in"), page("public", "/sign-in?next=/triage")],
    // Only for somebody with a second factor, between two steps: tests/browser/accounts/required.test.ts.
    "/sign-in/confirm": "leads on",
    "/sign-in/oidc": "leads on",
    "/sign-in/oidc/return": "leads on",
    "/sign-in/forgotten": one("public", "/sign-in/forgotten"),
    "/sign-in/new-password": one("public", "/sign-in/new-password"),
    "/invitation": one("public", "/invitation"),
    "/account": one("police officer", "/account"),
    "/account/password": one("police officer", "/account/password"),
    "/account/recovery-codes": one("police officer", "/account/recovery-codes"),
    "/account/second-factor": one("police officer", "/account/second-factor"),

    "/triage": [
      page("police officer", "/triage"),
      ...["working", "moving", "due", "informed", "all"].map((tab) => page("police officer", `/triage?tab=${tab}`)),
      page("police officer", "/triage?tab=all&urgency=serious&district=110105"),
    ],
    "/triage/accept": one("police officer", "/triage/accept"),
    "/triage/settings": "leads on",
    "/triage/views": one("police officer", "/triage/views"),
    "/search": one("police officer", "/search"),
    "/due": one("police officer", "/due"),
    "/unheld": one("coordinator", "/unheld"),
    "/events": "no page",
    "/inquiries": [page("civil_affairs officer", "/inquiries"), page("police officer", "/inquiries")],
    "/matches": one("procuratorate lead", "/matches"),
    "/overview": one("coordinator", "/overview"),
    "/objections": one("procuratorate lead", "/objections"),
    "/objections/:id": one("procuratorate lead", `/objections/${city.objection}`),
    "/assignments/:id/accept": one("police officer", `/assignments/${city.working}/accept`),
    "/assignments/:id/acknowledge": one("police officer", `/assignments/${city.working}/acknowledge`),
    "/assignments/:id/start": one("police officer", `/assignments/${city.working}/start`),
    "/assignments/:id/close": one("police officer", `/assignments/${city.working}/close`),
    "/assignments/:id/object": one("police officer", `/assignments/${city.waiting}/object`),
    "/assignments/:id/transfer": one("police officer", `/assignments/${city.working}/transfer`),
    "/assignments/:id/return": one("police officer", `/assignments/${city.working}/return`),
    "/assignments/:id/recall": one("police officer", `/assignments/${city.working}/recall`),
    "/assignments/:id/joint": one("police officer", `/assignments/${city.working}/joint`),
    "/assignments/:id/officer": one("police lead", `/assignments/${city.working}/officer`),
    "/assignments/:id/take": one("police officer", `/assignments/${city.working}/take`),

    "/cases/:number": [
      page("police officer", matter),
      page("police officer", `/cases/${city.likeNumber}`),
      page("officer elsewhere", matter, 404),
    ],
    "/cases/:number/:tab": [
      ...[...tabs, "print"].map((tab) => page("police officer", `${matter}/${tab}`)),
      ...["reports", "people", "notes", "messages", "inquiries", "meetings"].map((tab) =>
        page("civil_affairs officer", `${matter}/${tab}`),
      ),
    ],
    "/cases/:number/assessment": one("police officer", `${matter}/assessment`),
    "/cases/:number/assessment/new": one("police officer", `${matter}/assessment/new`),
    "/cases/:number/audit": one("police officer", `${matter}/audit`),
    "/cases/:number/matches": one("procuratorate lead", `/cases/${city.likeNumber}/matches`),
    "/cases/:number/matches/:proposal": one("procuratorate lead", `/cases/${city.likeNumber}/matches/${city.proposal}`),
    "/cases/:number/hold": one("police officer", `${matter}/hold`),
    "/cases/:number/meeting": one("civil_affairs officer", `${matter}/meeting`),
    "/cases/:number/meeting/:meeting": one("civil_affairs officer", `${matter}/meeting/${city.meeting}`),
    "/cases/:number/intervention": [
      page("police officer", `${matter}/intervention`),
      page("police officer", `${matter}/intervention?kind=legal_aid`),
    ],
    "/cases/:number/intervention/:intervention": one("police officer", `${matter}/intervention/${city.intervention}`),
    "/cases/:number/task/:task": one("civil_affairs officer", `${matter}/task/${city.task}`),
    "/cases/:number/visit": one("civil_affairs officer", `${matter}/visit`),
    "/cases/:number/register": one("civil_affairs officer", `${matter}/register`),
    "/cases/:number/inquiries": one("police officer", `${matter}/inquiries`),
    "/cases/:number/notes": one("police officer", `${matter}/notes`),
    "/cases/:number/notes/:note": one("civil_affairs officer", `${matter}/notes/${city.note}`),
    "/cases/:number/recusal": one("police lead", `${matter}/recusal`),
    "/cases/:number/messages/write": one("police officer", `${matter}/messages/write`),
    "/cases/:number/result": one("police officer", `${matter}/result`),
    "/retaliation": one("procuratorate lead", "/retaliation"),
    "/retaliation/:number": one("procuratorate lead", `/retaliation/${city.retaliation}`),
    "/astray": one("coordinator", "/astray"),
    "/documents/issue": "leads on",
    "/documents/receipt": one("public", "/documents/receipt"),
    "/documents/:id": one("police officer", `/documents/${city.document}`),
    "/documents/:id/pdf": "no page",
    "/retention": one("police lead", "/retention"),
    "/emergency": one("officer elsewhere", `/emergency?case=${city.number}`),
    "/intake": one("police officer", "/intake"),
    "/oversight": one("auditor", "/oversight"),
    "/oversight/:id": one("auditor", `/oversight/${city.oversight}`),
    "/identity-requests": one("procuratorate lead", "/identity-requests"),
    "/identity-requests/:id": one("procuratorate lead", `/identity-requests/${city.identityRequest}`),
    "/identity-requests/ask/:report": one("civil_affairs officer", `/identity-requests/ask/${city.report}`),

    "/mail": one("admin", "/mail"),
    "/people": one("admin", "/people"),
    "/people/:id": one("admin", `/people/${city.person}`),
    "/people/invite": [page("admin", "/people/invite"), page("police lead", "/people/invite")],
    "/unit": one("unit_lead", "/unit"),
    "/audit": one("auditor", "/audit"),
    "/audit/heads.json": "no page",
    "/audit/recusals": one("auditor", "/audit/recusals"),
    "/audit/mine": one("police officer", "/audit/mine"),
    "/sign-out": "leads on",
  };
}

const Who = z.union([z.string(), z.array(z.string())]).optional();
const Table = z.object({
  groups: z.record(z.string(), z.array(z.string())),
  routes: z.record(z.string(), z.object({ GET: Who })),
});
const table = Table.parse(
  parse(readFileSync(fileURLToPath(new URL("../../../app/who-may-open.yaml", import.meta.url)), "utf8")),
);

/** Every route that answers GET, as `app/who-may-open.yaml` lists them, with the people whom it opens to. */
export const openTo: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(table.routes).flatMap(([pattern, { GET }]) =>
    GET === undefined ? [] : [[pattern, [GET].flat().flatMap((one) => table.groups[one] ?? [one])] as const],
  ),
);

/** What somebody looks at: closely where a page is theirs, at a glance where others read it too. */
export function walkOf(
  entries: Readonly<Record<string, Entry>>,
  by: Somebody,
): { closely: PageOf[]; glance: PageOf[] } {
  const pages = Object.entries(entries).flatMap(([pattern, entry]) =>
    typeof entry === "string" ? [] : entry.map((page) => ({ pattern, page })),
  );
  const closely = pages.filter(({ page }) => page.by === by).map(({ page }) => page);
  const own = new Set(closely.map(({ path }) => path));
  const glance = pages
    .filter(({ pattern, page }) => openTo.get(pattern)?.includes(by) && (page.status ?? 200) === 200)
    .map(({ page }) => page)
    .filter(({ path }, at, all) => !own.has(path) && all.findIndex((other) => other.path === path) === at);
  return { closely, glance };
}
