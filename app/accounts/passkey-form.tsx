import type { ReactNode } from "react";
import { Button, type ButtonKind, FormToken, useCopy, usePage } from "#app/ui/index.ts";
import passkeyScript from "./passkey-script.ts?worker&url";

interface PasskeyFormProps {
  /** Make a new passkey, or show one. */
  readonly does: "make" | "show";
  /** Where the form goes, and where its script asks what the authenticator is to do. */
  readonly action: string;
  readonly options: string;
  readonly submit: string;
  readonly kind?: ButtonKind;
  /** Stands instead of the form where scripts do not run. */
  readonly withoutScript?: string;
  /** Further fields. */
  readonly children?: ReactNode;
}

/** A form that an authenticator fills in. */
export function PasskeyForm({ does, action, options, submit, kind, withoutScript, children }: PasskeyFormProps) {
  const { passkey } = useCopy().ownAccount;
  const { nonce } = usePage();
  return (
    <>
      <form
        method="post"
        action={action}
        data-passkey={does}
        data-options={options}
        data-needs-script
        className="grid gap-4"
      >
        <FormToken />
        <input type="hidden" name="by" value="passkey" />
        <input type="hidden" name="step" />
        <input type="hidden" name="response" />
        {children}
        <div>
          <Button kind={kind ?? "primary"}>{submit}</Button>
        </div>
        <p data-passkey-problem hidden role="alert" className="font-semibold text-critical">
          {passkey.failed}
        </p>
      </form>
      {withoutScript === undefined ? null : (
        <p data-without-script className="text-soft">
          {withoutScript}
        </p>
      )}
      <script src={passkeyScript} nonce={nonce} defer suppressHydrationWarning />
    </>
  );
}
