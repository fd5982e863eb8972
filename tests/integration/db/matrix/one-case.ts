import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { fileReport } from "#app/reports/filing.ts";
import { receiptCodeHash } from "#app/reports/receipt-code.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement } from "#app/reports/supplements.ts";
import { raiseObjection } from "#app/triage/objections.ts";
import { type Actor, anyone, asActor } from "#db/actor.ts";
import { someAccount, someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { TestDatabase } from "#tests/support/postgres.ts";
import { caseElsewhere } from "./case-elsewhere.ts";
import { oneConversation } from "./one-conversation.ts";
import { oneIntervention } from "./one-intervention.ts";
import { oneMeeting } from "./one-meeting.ts";

/** Somebody at the database: an actor of the web, or one of the worker's two states. */
export type Somebody = Actor | "nobody" | "worker" | "idle_worker";

/** A row that the matrix asks about: its table, and which row of it. */
export interface Target {
  readonly table: string;
  readonly where: string;
}

export interface OneCase {
  readonly caseId: string;
  /** A case of another district, on which the outsiders work and nobody of the first: no policy may take it for that one. */
  readonly elsewhere: { readonly caseId: string; readonly reportId: string };
  readonly people: Readonly<Record<string, Somebody>>;
  readonly targets: Readonly<Record<string, Target>>;
}

const here = ["110105"];
const elsewhere = ["110108"];

/**
 * One routed case with a row in every table, and somebody of every kind: on the case, informed of it, elsewhere, with a
 * role of their own, let in or shut out in person, the reporter, a draft's owner, nobody.
 */
export async function oneCase(database: TestDatabase, portals: TestPortals): Promise<OneCase> {
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const [unit, otherUnit] = [randomUUID(), randomUUID()];
    await owner`insert into units (id, name, profession, district) values
      (${unit}, '示例医院', 'medical', '110105'), (${otherUnit}, '示例小学', 'teacher', '110105')`;
    const far = await caseElsewhere(owner, portals, elsewhere[0] ?? "");
    const account = (kind: "coordinator" | "admin" | "auditor" | "unit_lead" | "unit_reporter", districts: string[]) =>
      someAccount(database, { kind, department: null, districts });
    const unitReporter = { ...(await account("unit_reporter", [])), unitId: unit };
    const filing = someFiling({ report: someReport(), unitId: unit, accountId: unitReporter.accountId });
    const filed = await fileReport(portals.web, filing);
    await portals.route(filed.reportId);
    const receipt = await findReceipt(portals.web, filed.receiptCode);
    if (receipt === null) throw new Error("no receipt");
    await addSupplement(portals.web, receipt.reporter, "示例补充", new Date());
    const { caseId } = receipt.reporter;

    const civilAffairs = await someOfficer(database, "civil_affairs");
    const people = {
      police: await someOfficer(database, "police"),
      police_lead: await someOfficer(database, "police", here, "lead"),
      civil_affairs: civilAffairs,
      civil_affairs_lead: await someOfficer(database, "civil_affairs", here, "lead"),
      womens_federation: await someOfficer(database, "womens_federation"),
      justice: await someOfficer(database, "justice"),
      procuratorate: await someOfficer(database, "procuratorate"),
      procuratorate_lead: await someOfficer(database, "procuratorate", here, "lead"),
      police_informed: await someOfficer(database, "police", elsewhere),
      civil_affairs_elsewhere: await someOfficer(database, "civil_affairs", elsewhere),
      housing: await someOfficer(database, "housing"),
      procuratorate_elsewhere: await someOfficer(database, "procuratorate", elsewhere),
      police_recused: await someOfficer(database, "police"),
      housing_emergency: await someOfficer(database, "housing"),
      womens_federation_granted: await someOfficer(database, "womens_federation"),
      coordinator: await account("coordinator", here),
      coordinator_elsewhere: await account("coordinator", elsewhere),
      admin: await account("admin", ["*"]),
      auditor: await account("auditor", ["*"]),
      unit_lead: { ...(await account("unit_lead", [])), unitId: unit },
      unit_lead_elsewhere: { ...(await account("unit_lead", [])), unitId: otherUnit },
      unit_reporter: unitReporter,
      unit_reporter_elsewhere: { ...(await account("unit_reporter", [])), unitId: unit },
      reporter: receipt.reporter,
      other_reporter: { kind: "reporter", reportId: far.reportId, caseId: far.caseId },
      receipt: { kind: "receipt", codeHash: receiptCodeHash(portals.web.vault, filed.receiptCode) },
      draft: { kind: "draft", draftKey: Buffer.alloc(32, 1) },
      other_draft: { kind: "draft", draftKey: Buffer.alloc(32, 2) },
      invited: { kind: "invited", tokenHash: Buffer.alloc(32, 3) },
      link_shown: { kind: "password_link", tokenHash: Buffer.alloc(32, 4) },
      paper_shown: { kind: "document", codeHash: Buffer.alloc(32, 5) },
      number_presented: { kind: "emergency", accountId: randomUUID(), number: "" },
      public: anyone,
      nobody: "nobody",
      worker: "worker",
      idle_worker: "idle_worker",
    } as const;

    const assignmentOf = async (department: string): Promise<string> => {
      const [row] = await owner`select id from assignments where case_id = ${caseId} and department = ${department}`;
      if (row) return row.id;
      const id = randomUUID();
      await owner`insert into assignments select (jsonb_populate_record(a, jsonb_build_object('id', ${id}::text, 'department', ${department}::text))).*
        from assignments a where case_id = ${caseId} limit 1`;
      return id;
    };
    for (const department of ["womens_federation", "justice"]) await assignmentOf(department);
    await owner`insert into case_access values (${caseId}, 'police', '110108', 'informed')`;
    const [matter] = await owner`select number, district from cases where id = ${caseId}`;
    if (matter === undefined) throw new Error("no case");
    const objected = await assignmentOf("civil_affairs");
    await asActor(portals.web.db, civilAffairs, (tx) =>
      raiseObjection(
        tx,
        portals.web,
        civilAffairs,
        { assignmentId: objected, reason: "示例", proposedDepartment: null, proposedDistrict: "110108" },
        new Date(),
      ),
    );

    const sealed = Buffer.from([1]);
    const reportId = filed.reportId;
    await owner`insert into drafts (id, token_hash, code_hash, report_id, edition, wrapped_key, master_key_id, created_at, saved_at, expires_at)
      values (${randomUUID()}, ${Buffer.alloc(32, 1)}, ${Buffer.alloc(32, 9)}, ${randomUUID()}, '2026-01', ${sealed}, 'x', now(), now(), now() + interval '1 day')`;
    const [draft] = await owner`select id from drafts`;
    await owner`insert into emergency_accesses (id, case_id, case_number, account_id, department, reason, sealed_reason, opened_at, expires_at)
      values (${randomUUID()}, ${caseId}, ${matter.number}, ${people.housing_emergency.accountId}, 'housing', 'other', ${sealed}, now(), now() + interval '1 hour')`;
    await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
      values (${randomUUID()}, ${caseId}, ${people.police_recused.accountId}, 'police', 'other', ${sealed}, ${people.police_lead.accountId}, now())`;
    const request = (by: { accountId: string; department: string }, level: string) =>
      owner`insert into identity_requests (id, case_id, report_id, district, requested_by, department, level, reason, sealed_reason, requested_at)
        values (${randomUUID()}, ${caseId}, ${reportId}, ${matter.district}, ${by.accountId}, ${by.department}, ${level}, 'other', ${sealed}, now())`;
    await request(people.womens_federation, "procuratorate_lead");
    await request(people.civil_affairs_lead, "coordinator");
    await request(people.womens_federation_granted, "procuratorate_lead");
    await owner`update identity_requests set outcome = 'granted', decided_by = ${people.procuratorate_lead.accountId}, decided_at = now(),
      expires_at = now() + interval '1 day' where requested_by = ${people.womens_federation_granted.accountId}`;
    await owner`insert into identity_openings (id, report_id, department, reason, opened_at)
      values (${randomUUID()}, ${reportId}, 'police', 'call_back', now())`;
    const note = async (compartment: string, by: { accountId: string; department: string }): Promise<string> => {
      const id = randomUUID();
      await owner`insert into case_notes values (${id}, ${caseId}, ${compartment}, ${by.department}, ${by.accountId}, ${sealed}, now())`;
      return id;
    };
    const notes = {
      shared: await note("shared", people.womens_federation),
      police: await note("department", people.police),
      legal_aid: await note("legal_aid", people.justice),
      shelter: await note("shelter_address", people.civil_affairs),
      shelterShared: await note("shelter_address", people.civil_affairs),
    };
    await owner`insert into note_shares values (${notes.shelterShared}, 'womens_federation', 'civil_affairs', ${people.civil_affairs.accountId}, now())`;
    const file = async (over: Record<string, string | null>): Promise<string> => {
      const id = randomUUID();
      const row = {
        id,
        draft_id: null,
        case_id: caseId,
        report_id: null,
        account_id: null,
        department: null,
        readers: "shared",
        state: "arriving",
        ...over,
      };
      await owner`insert into evidence ${owner({ ...row, sealed_key: sealed, sealed_description: sealed, size: 1, created_at: new Date() })}`;
      return id;
    };
    const files = {
      reporters: await file({ report_id: reportId }),
      police: await file({ account_id: people.police.accountId, department: "police", readers: "department" }),
      drafts: await file({ draft_id: String(draft?.id), case_id: null }),
    };
    await owner`insert into intakes values (${reportId}, 'x', 'telephone', now(), ${people.police_lead.accountId}, 'police', 'confirmed', ${sealed}, now())`;
    await owner`insert into assessments values (${randomUUID()}, ${caseId}, 1, '2026-01', ${people.police.accountId}, 'police', now(),
      'urgent', 'urgent', 'urgent', '{}', '{}', ${sealed})`;
    await owner`insert into inquiries values (${randomUUID()}, ${caseId}, ${people.police.accountId}, 'police', 'civil_affairs', '110105',
      'open', ${sealed}, now())`;
    const paper = (department: string, by: string, kind: string, mark: number) =>
      owner`insert into documents (id, case_id, report_id, kind, number, department, district, year, serial, account_id, issued_at,
        sealed_content, content_hash, verification_hash)
        values (${randomUUID()}, ${caseId}, ${reportId}, ${kind}, ${kind}, ${department}, '110105', 2026, 1, ${by}, now(), ${sealed},
          ${sealed}, ${Buffer.alloc(32, mark)})`;
    await paper("police", people.police.accountId, "registration", 5);
    await paper("civil_affairs", people.civil_affairs.accountId, "receipt_notice", 6);
    await owner`insert into document_counters values ('registration', 2026, 'police', '110105', 1)`;
    await oneMeeting(owner, { caseId, sealed, accountId: people.police.accountId });
    await oneIntervention(owner, { caseId, sealed, accountId: people.police.accountId });
    await owner`insert into case_holds values (${randomUUID()}, ${caseId}, ${people.police.accountId}, 'police', 'other', ${sealed}, now())`;
    await owner`insert into invitations (id, token_hash, role, department, districts, display_name, invited_by, created_at, expires_at)
      values (${randomUUID()}, ${Buffer.alloc(32, 3)}, 'officer', 'police', ${here}, '示例人员', ${people.police_lead.accountId}, now(), now() + interval '1 day')`;
    await owner`insert into audit_entries (action, case_id, case_number) values ('identities_opened', ${caseId}, ${matter.number})`;
    await owner`insert into audit_entries (action, case_id, case_number, compartment) values ('note_written', ${caseId}, ${matter.number}, 'legal_aid')`;
    const [recipient] = await owner`select id from outbox limit 1`;
    if (recipient === undefined) throw new Error("no promised job");
    await owner`insert into notices values (${randomUUID()}, 'assignment_delivered', ${people.police.accountId}, ${caseId}, ${matter.number})`;
    await owner`insert into installation_keys values ('accounts', ${randomUUID()}, ${sealed}, 'x', now())`;
    await owner`insert into second_factors (id, account_id, kind, label, created_at) values (${randomUUID()}, ${people.police.accountId}, 'totp', 'x', now())`;
    await owner`insert into password_links (id, account_id, token_hash, created_at, expires_at)
      values (${randomUUID()}, ${people.police.accountId}, ${Buffer.alloc(32, 4)}, now(), now() + interval '1 hour')`;
    await owner`insert into account_recoveries values (${randomUUID()}, ${people.police_lead.accountId}, ${people.police.accountId},
      'second_factors', now() - interval '1 day')`;
    await owner`insert into recovery_codes values (${randomUUID()}, ${people.police.accountId}, ${sealed}, now())`;
    await owner`insert into sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at) values (${randomUUID()}, ${sealed}, ${people.police.accountId}, now(), now(), now())`;
    await owner`insert into sign_in_steps values (${sealed}, 'oidc', null, 'x', now(), now())`;
    await owner`insert into api_keys (id, unit_id, key_hash, label) values (${randomUUID()}, ${unit}, ${sealed}, 'x')`;
    await owner`insert into rate_limits values (${sealed}, now(), 1)`;
    await owner`insert into audit_day_heads values ('2026-01-01', 0, ${sealed}, ${sealed}, now())`;

    await owner`insert into audit_verifications (id, requested_at) values (${randomUUID()}, now())`;

    const policeWork = await assignmentOf("police");
    await owner`insert into movements values (${randomUUID()}, ${caseId}, ${policeWork}, ${policeWork}, 'transfer', 'police', '110105',
      'police', '110108', ${sealed}, ${people.police.accountId}, now())`;
    const sentOnFrom = randomUUID();
    await owner`insert into movements values (${sentOnFrom}, ${caseId}, ${policeWork}, ${policeWork}, 'transfer', 'police', '110108',
      'police', '110105', ${sealed}, ${people.police_informed.accountId}, now())`;
    await owner`insert into saved_views values (${randomUUID()}, ${people.police.accountId}, 'x', '', false, now())`;

    const conversation = await oneConversation(owner, { reportId, caseId, district: matter.district, sealed, people });

    const others = [];
    for (let time = 0; time < 2; time += 1) {
      const further = await fileReport(portals.web, someFiling());
      await portals.route(further.reportId);
      const [row] = await owner`select case_id from reports where id = ${further.reportId}`;
      others.push(String(row?.case_id));
    }
    const [joined = "", asked = ""] = others;
    await owner`insert into match_proposals (id, case_id, other_case_id, state, weight, findings, edition, proposed_at)
      values (${randomUUID()}, ${caseId}, ${joined}, 'open', 20, '{}', '2026-01', now())`;
    await owner`insert into unheld_pairs (proposal_id, case_id, since) select id, case_id, proposed_at from match_proposals`;
    await owner`insert into case_joins (id, case_id, from_case_id, automatic, state, asked_at) values
      (${randomUUID()}, ${caseId}, ${joined}, true, 'joined', now()), (${randomUUID()}, ${caseId}, ${asked}, false, 'asked', now())`;

    const only = (table: string, where = "true"): Target => ({ table, where });
    const ofCase = (table: string): Target => only(table, `case_id = '${caseId}'`);
    const ofReport = (table: string): Target => only(table, `report_id = '${reportId}'`);
    const targets: Record<string, Target> = {
      cases: only("cases", `id = '${caseId}'`),
      reports: only("reports", `id = '${reportId}'`),
      reporter_identities: ofReport("reporter_identities"),
      unit_reports: ofReport("unit_reports"),
      intakes: ofReport("intakes"),
      supplements: ofReport("supplements"),
      parties: ofCase("parties"),
      data_keys: ofCase("data_keys"),
      blind_indexes: ofCase("blind_indexes"),
      routing_decisions: ofCase("routing_decisions"),
      "assignments of the police": only("assignments", `case_id = '${caseId}' and department = 'police'`),
      "assignments objected to": only("assignments", `id = '${objected}'`),
      deliveries: only("deliveries", `report_id = '${reportId}' and department = 'police'`),
      "movements from the police": only("movements", `case_id = '${caseId}' and id <> '${sentOnFrom}'`),
      "movements from the police of another district": only("movements", `id = '${sentOnFrom}'`),
      saved_views: only("saved_views"),
      objections: ofCase("objections"),
      "clocks of the police": only("clocks", `case_id = '${caseId}' and owner = 'police'`),
      case_events: ofCase("case_events"),
      case_access: only("case_access", `case_id = '${caseId}' and department = 'police' and district = '110105'`),
      receipts: ofReport("receipts"),
      drafts: only("drafts"),
      "case_notes shared": only("case_notes", `id = '${notes.shared}'`),
      "case_notes of the police": only("case_notes", `id = '${notes.police}'`),
      "case_notes of legal aid": only("case_notes", `id = '${notes.legal_aid}'`),
      "case_notes with a shelter's address": only("case_notes", `id = '${notes.shelter}'`),
      "case_notes with an address shared with womens_federation": only("case_notes", `id = '${notes.shelterShared}'`),
      assessments: ofCase("assessments"),
      "inquiries of the police to civil_affairs": ofCase("inquiries"),
      "documents of the police": only("documents", "kind = 'registration'"),
      "documents of a notice to the reporter": only("documents", "kind = 'receipt_notice'"),
      document_counters: only("document_counters"),
      note_shares: only("note_shares"),
      "evidence of the reporter": only("evidence", `id = '${files.reporters}'`),
      "evidence for the police alone": only("evidence", `id = '${files.police}'`),
      "evidence of a draft": only("evidence", `id = '${files.drafts}'`),
      emergency_accesses: only("emergency_accesses"),
      recusals: only("recusals"),
      "identity_requests of an officer": only(
        "identity_requests",
        `requested_by = '${people.womens_federation.accountId}'`,
      ),
      "identity_requests of a lead": only("identity_requests", `level = 'coordinator'`),
      identity_openings: only("identity_openings"),
      match_profiles: ofCase("match_profiles"),
      match_tokens: ofCase("match_tokens"),
      match_proposals: ofCase("match_proposals"),
      unheld_pairs: ofCase("unheld_pairs"),
      "case_joins asked for": only("case_joins", `state = 'asked'`),
      "case_joins that stand": only("case_joins", `state = 'joined'`),
      case_holds: ofCase("case_holds"),
      meetings: ofCase("meetings"),
      meeting_desks: ofCase("meeting_desks"),
      meeting_tasks: ofCase("meeting_tasks"),
      interventions: ofCase("interventions"),
      intervention_moves: ofCase("intervention_moves"),
      intervention_secrets: ofCase("intervention_secrets"),
      visits: ofCase("visits"),
      register_entries: ofCase("register_entries"),
      "audit_entries of the case": only("audit_entries", `case_id = '${caseId}' and compartment is null`),
      "audit_entries of legal aid": only("audit_entries", `case_id = '${caseId}' and compartment = 'legal_aid'`),
      ...conversation,
      audit_head: only("audit_head"),
      audit_day_heads: only("audit_day_heads"),
      audit_verifications: only("audit_verifications"),
      personal_access: only("personal_access"),
      notices: only("notices"),
      outbox: only("outbox"),
      installation_keys: only("installation_keys"),
      accounts: only("accounts", `id = '${people.police.accountId}'`),
      invitations: only("invitations"),
      second_factors: only("second_factors"),
      password_links: only("password_links"),
      account_recoveries: only("account_recoveries"),
      recovery_codes: only("recovery_codes"),
      sessions: only("sessions"),
      sign_in_steps: only("sign_in_steps"),
      rate_limits: only("rate_limits"),
      units: only("units", `id = '${unit}'`),
      api_keys: only("api_keys"),
    };
    return {
      caseId,
      elsewhere: far,
      people: { ...people, number_presented: { ...people.number_presented, number: matter.number } },
      targets,
    };
  } finally {
    await owner.end();
  }
}
