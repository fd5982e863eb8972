import { clockTime } from "#app/copy/when.ts";
import { Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { OpenEmergency } from "./queries.ts";

/** Stands on top of a case that is open by a 紧急调阅: until when, for which reason, and that each page is recorded. */
export function EmergencyNotice({ access }: { access: Pick<OpenEmergency, "reason" | "expiresAt"> }) {
  const { emergency: words } = useCopy();
  const locale = useLocale();
  return (
    <Notice kind="care" title={words.notice.title(clockTime(locale, access.expiresAt))}>
      {words.notice.text(words.reasons[access.reason])}
    </Notice>
  );
}
