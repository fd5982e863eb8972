import { z } from "zod";
import type { Portal } from "#app/platform/portal.ts";
import { asActor } from "#db/actor.ts";
import type { FactorProblem } from "./factors-page.tsx";
import { passkeyAnswerOf } from "./passkey-answer.ts";
import { mustHaveSecondFactor } from "./rules.ts";
import { removeFactor, renameFactor } from "./second-factors.ts";
import type { SignedIn } from "./sessions.ts";
import { type NewFactor, setUpFactor } from "./set-up.ts";
import { beginTotp, forgetPendingTotp } from "./totp.ts";

/** What came of a form on the page of second factors. */
type Done =
  | { readonly outcome: "to_page" | "ended" }
  | { readonly outcome: "told"; readonly told: "removed" | "renamed" }
  | { readonly outcome: "added"; readonly token: string; readonly codes: readonly string[] | null }
  | {
      readonly outcome: "refused";
      readonly problem: FactorProblem;
      readonly label: string;
      readonly status: 422 | 429;
    };

interface At {
  readonly signedIn: SignedIn;
  readonly token: string;
  readonly clientAddress: string;
  readonly at: Date;
}

const Label = z
  .string()
  .catch("")
  .transform((text) =>
    text
      .normalize("NFC")
      .replace(/\p{Cc}/gu, "")
      .trim(),
  );
const longestLabel = 40;

/** Does what a form on the page of second factors asks: begins, finishes or gives up one, names one, removes one. */
export async function changeFactors(portal: Portal, form: FormData, here: At): Promise<Done> {
  const { signedIn, at } = here;
  const { actor } = signedIn;
  const { accountId } = actor;
  const refuse = (problem: FactorProblem, label = "", status: 422 | 429 = 422): Done => ({
    outcome: "refused",
    problem,
    label,
    status,
  });
  const by = form.get("by");
  if (by === "begin_totp") {
    await asActor(portal.db, actor, (tx) => beginTotp(tx, portal, accountId, at));
    return { outcome: "to_page" };
  }
  if (by === "forget_totp") {
    await asActor(portal.db, actor, (tx) => forgetPendingTotp(tx, accountId));
    return { outcome: "to_page" };
  }
  if (by === "remove" || by === "rename") {
    const id = z.uuid().safeParse(form.get("factor"));
    if (!id.success) return refuse("absent");
    if (by === "rename") {
      const label = Label.parse(form.get(`name-${id.data}`));
      if (label.length > longestLabel) return refuse("name_long");
      const renamed = await asActor(portal.db, actor, (tx) => renameFactor(tx, accountId, id.data, label));
      return renamed ? { outcome: "told", told: "renamed" } : refuse("absent");
    }
    const mustHave = mustHaveSecondFactor(actor.kind, portal.config.mode);
    const removal = await asActor(portal.db, actor, (tx) => removeFactor(tx, actor, id.data, mustHave));
    return removal === "removed" ? { outcome: "told", told: "removed" } : refuse(removal);
  }
  const label = Label.parse(form.get(by === "passkey" ? "passkey_label" : "label"));
  if (label.length > longestLabel) return refuse("name_long", label.slice(0, longestLabel));
  const factor = newFactorIn(form, label);
  if (factor === null) return refuse("code_missing", label);
  const setUp = await setUpFactor(portal, { ...here, factor });
  switch (setUp.outcome) {
    case "added":
      return { outcome: "added", token: setUp.token, codes: setUp.codes };
    case "ended":
      return { outcome: "ended" };
    case "full":
      return refuse("full", label);
    case "wrong":
      return refuse(factor.by === "totp" ? "code_wrong" : "passkey_wrong", label);
    case "slow_down":
      return refuse("slow_down", label, 429);
  }
}

function newFactorIn(form: FormData, label: string): NewFactor | null {
  if (form.get("by") === "passkey") return { by: "passkey", label, ...passkeyAnswerOf(form) };
  const typed = form.get("code");
  const code = typeof typed === "string" ? typed.normalize("NFKC").replace(/\s/g, "").slice(0, 100) : "";
  return code === "" ? null : { by: "totp", label, code };
}
