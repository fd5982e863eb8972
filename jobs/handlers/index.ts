import type { Mailer } from "#app/platform/mail.ts";
import type { Handlers } from "../handler.ts";
import { bringLateFile, bringSupplement } from "./bring-supplement.ts";
import { examineEvidence } from "./examine-evidence.ts";
import { followUrgency } from "./follow-urgency.ts";
import { handBackWork } from "./hand-back-work.ts";
import { joinCases, undoJoin } from "./join-cases.ts";
import { keepTraits } from "./keep-traits.ts";
import { listUnheldPairs } from "./list-unheld-pairs.ts";
import { removeEvidence } from "./remove-evidence.ts";
import { removeExpiredDrafts, removeExpiredSessions } from "./remove-expired.ts";
import { destroyCases, sealCases } from "./retention.ts";
import { routeReport } from "./route-report.ts";
import { sendMailThrough } from "./send-mail.ts";
import { sendPasswordLetterThrough } from "./send-password-letter.ts";
import { signAuditHead } from "./sign-audit-head.ts";
import { sweepClocks } from "./sweep-clocks.ts";
import { tellPeople } from "./tell-people.ts";
import { tellReporterThrough } from "./tell-reporter.ts";
import { verifyAuditChain } from "./verify-audit-chain.ts";

/** One handler for every kind of the catalogue. */
export function allHandlers(mailer: Mailer): Handlers {
  return {
    "route-report": routeReport,
    "send-mail": sendMailThrough(mailer),
    "bring-supplement": bringSupplement,
    "bring-late-file": bringLateFile,
    "send-password-letter": sendPasswordLetterThrough(mailer),
    "examine-evidence": examineEvidence,
    "remove-evidence": removeEvidence,
    "follow-urgency": followUrgency,
    "hand-back-work": handBackWork,
    "tell-people": tellPeople,
    "tell-reporter": tellReporterThrough(mailer),
    "join-cases": joinCases,
    "undo-join": undoJoin,
    "sweep-clocks": sweepClocks,
    "list-unheld-pairs": listUnheldPairs,
    "keep-traits": keepTraits,
    "remove-expired-drafts": removeExpiredDrafts,
    "remove-expired-sessions": removeExpiredSessions,
    "sign-audit-head": signAuditHead,
    "verify-audit-chain": verifyAuditChain,
    "seal-cases": sealCases,
    "destroy-cases": destroyCases,
  };
}
