import { useEffect, useRef } from "react";
import { Button, ErrorSummary, FormToken, TextField } from "#app/ui/index.ts";

interface HandedCodeFormProps {
  /** Where the code is sent. */
  readonly action: string;
  readonly words: {
    readonly title: string;
    readonly lead: string;
    readonly code: string;
    readonly codeHint: string;
    readonly open: string;
  };
  readonly typed: string;
  readonly message: string | undefined;
}

/** Takes the code of a link: from the address by itself, or typed where no script runs or the link does not open. */
export function HandedCodeForm({ action, words, typed, message }: HandedCodeFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // The code of a link stands behind its #, which no browser sends and no log keeps; it leaves the address at once.
  useEffect(() => {
    const code = window.location.hash.slice(1);
    const field = form.current?.querySelector<HTMLInputElement>("input[name=code]");
    if (code === "" || !field) return;
    window.history.replaceState(window.history.state, "", window.location.pathname);
    field.value = decodeURIComponent(code);
    form.current?.requestSubmit();
  }, []);
  return (
    <>
      <h1 className="text-h1">{words.title}</h1>
      <p className="mt-2 mb-8 text-soft">{words.lead}</p>
      <ErrorSummary errors={message === undefined ? [] : [{ name: "code", message }]} />
      <form ref={form} method="post" action={action} className="grid gap-6 rounded-lg border border-line bg-paper p-6">
        <FormToken />
        <TextField
          name="code"
          label={words.code}
          hint={words.codeHint}
          value={typed}
          maxLength={300}
          code
          error={message}
        />
        <Button>{words.open}</Button>
      </form>
    </>
  );
}
