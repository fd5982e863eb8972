import { type RefObject, useEffect, useRef } from "react";
import { Button, useCopy } from "#app/ui/index.ts";

const typing = "input, textarea, select, [contenteditable]";

/** j and k walk the rows, a accepts the row with the focus. Enter opens it, being a link. */
export function useQueueKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      if (event.key === "j") open(rows[Math.min(at + 1, rows.length - 1)])?.focus();
      else if (event.key === "k") open(rows[Math.max(at - 1, 0)])?.focus();
      else if (event.key === "a") rows[at]?.querySelector<HTMLFormElement>("form[data-accept]")?.requestSubmit();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [list]);
}

const open = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>("[data-open]");

function isTyping(event: KeyboardEvent): boolean {
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    (event.target instanceof Element && event.target.closest(typing) !== null)
  );
}

/** What the keys do; opened by its button or by the question mark, closed by Escape. */
export function KeysHelp() {
  const { keys } = useCopy().triage;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "?" || isTyping(event)) return;
      if (dialog.current?.open) dialog.current.close();
      else dialog.current?.showModal();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={() => dialog.current?.showModal()}
        className="inline-flex min-h-11 items-center px-2 text-fine text-on-band underline underline-offset-4 max-md:hidden"
      >
        {keys.open}
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="keys-title"
        className="m-auto w-[min(28rem,90vw)] rounded-lg border border-line bg-paper p-6 text-ink backdrop:bg-ink/50"
      >
        <h2 id="keys-title" className="text-h2">
          {keys.title}
        </h2>
        <dl className="my-4 grid grid-cols-[6rem_1fr] gap-y-2">
          {keys.list.map(({ key, does }) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded-sm border border-edge bg-sunk px-2 py-0.5 font-code">{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <Button kind="secondary">{keys.close}</Button>
        </form>
      </dialog>
    </>
  );
}
