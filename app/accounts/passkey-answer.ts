import { z } from "zod";

const PasskeyFields = z.object({ step: z.string().max(100), response: z.string().max(60_000) });

/** What the script of a passkey form filled in; a form sent without it is one that no passkey fits. */
export function passkeyAnswerOf(form: FormData): z.infer<typeof PasskeyFields> {
  const parsed = PasskeyFields.safeParse({ step: form.get("step"), response: form.get("response") });
  return parsed.success ? parsed.data : { step: "", response: "" };
}
