import { type Copy, copyFor } from "#app/copy/index.ts";

export interface Notice {
  readonly kind: string;
  readonly caseNumber: string;
}

type NoticeKind = keyof Copy["notices"];

/**
 * The words of a notice, in both languages, Chinese first: an account has no language of its own. Null for a kind
 * that has no words.
 */
export function letterOf({ kind, caseNumber }: Notice, portalUrl: string): { subject: string; text: string } | null {
  if (!isNoticeKind(kind)) return null;
  const link = `${portalUrl}${placeOf(kind, caseNumber)}`;
  const [zh, en] = [copyFor("zh-CN").notices[kind], copyFor("en").notices[kind]];
  return {
    subject: `${zh.subject(caseNumber)} · ${en.subject(caseNumber)}`,
    text: `${zh.text(caseNumber, link)}\n\n——\n\n${en.text(caseNumber, link)}\n`,
  };
}

/** Where the letter leads: the page on which the thing waits. */
function placeOf(kind: NoticeKind, caseNumber: string): string {
  switch (kind) {
    case "emergency_access":
      return "/oversight";
    case "identity_request":
      return "/identity-requests";
    case "identity_decided":
    case "supplement_added":
    case "evidence_added":
    case "intervention_proposed":
    case "intervention_decided":
      return `/cases/${caseNumber}`;
    case "inquiry_asked":
    case "inquiry_answered":
      return `/cases/${caseNumber}/inquiries`;
    case "clock_warned":
      return "/due";
    case "clock_breached":
    case "clock_to_procuratorate":
    case "clock_to_coordinator":
    case "officer_recused":
      return "/sign-in";
    case "report_astray":
    case "message_added":
      return "/sign-in";
    case "recovery_code_used":
    case "second_factors_reset":
    case "password_link_handed":
      return "/account";
    case "audit_chain_broken":
      return "/audit";
    case "retaliation_recorded":
      return "/retaliation";
    default:
      return "/triage";
  }
}

function isNoticeKind(kind: string): kind is NoticeKind {
  return Object.hasOwn(copyFor("zh-CN").notices, kind);
}
