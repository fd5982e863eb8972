import { catalogue } from "#jobs/catalogue.ts";
import { type HandlerContext, type Handlers, handle, type Workshop } from "#jobs/handler.ts";

type Work = (context: HandlerContext<Workshop>, id: string) => Promise<void>;

/** Handlers that all do nothing, but for the given ones. */
export function handlersWith(work: { readonly routeReport?: Work; readonly sendMail?: Work }): Handlers<Workshop> {
  const nothing = async (_context: HandlerContext<Workshop>): Promise<void> => undefined;
  return {
    "route-report": handle(catalogue["route-report"], (context: HandlerContext<Workshop>, { reportId }) =>
      work.routeReport ? work.routeReport(context, reportId) : nothing(context),
    ),
    "send-mail": handle(catalogue["send-mail"], (context: HandlerContext<Workshop>, { noticeId }) =>
      work.sendMail ? work.sendMail(context, noticeId) : nothing(context),
    ),
    "examine-evidence": handle(catalogue["examine-evidence"], nothing),
    "remove-evidence": handle(catalogue["remove-evidence"], nothing),
    "follow-urgency": handle(catalogue["follow-urgency"], nothing),
    "hand-back-work": handle(catalogue["hand-back-work"], nothing),
    "tell-people": handle(catalogue["tell-people"], nothing),
    "tell-reporter": handle(catalogue["tell-reporter"], nothing),
    "bring-supplement": handle(catalogue["bring-supplement"], nothing),
    "bring-late-file": handle(catalogue["bring-late-file"], nothing),
    "send-password-letter": handle(catalogue["send-password-letter"], nothing),
    "join-cases": handle(catalogue["join-cases"], nothing),
    "undo-join": handle(catalogue["undo-join"], nothing),
    "sweep-clocks": handle(catalogue["sweep-clocks"], nothing),
    "list-unheld-pairs": handle(catalogue["list-unheld-pairs"], nothing),
    "keep-traits": handle(catalogue["keep-traits"], nothing),
    "remove-expired-drafts": handle(catalogue["remove-expired-drafts"], nothing),
    "remove-expired-sessions": handle(catalogue["remove-expired-sessions"], nothing),
    "sign-audit-head": handle(catalogue["sign-audit-head"], nothing),
    "verify-audit-chain": handle(catalogue["verify-audit-chain"], nothing),
    "seal-cases": handle(catalogue["seal-cases"], nothing),
    "destroy-cases": handle(catalogue["destroy-cases"], nothing),
  };
}
