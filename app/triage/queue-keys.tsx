import { useNavigate } from "@remix-run/react";
import { type RefObject, useEffect, useRef } from "react";
import { Button, useCopy } from "#app/ui/index.ts";

const typing = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/**
 * j and k walk the rows. On the row with the focus: a accepts, x selects, w tells why it is here, g takes it over, o
 * objects, t transfers; b accepts whatever is selected. Enter opens the row, being a link.
 */
export function useQueueKeys(list: RefObject<HTMLElement | null>): void {
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.findIndex((row) => row.contains(document.activeElement));
      const row = rows[at];
      const work = row?.dataset.work;
      const does: Readonly<Record<string, () => void>> = {
        j: () => open(rows[Math.min(at + 1, rows.length - 1)])?.focus(),
        k: () => open(rows[Math.max(at - 1, 0)])?.focus(),
        a: () => row?.querySelector<HTMLFormElement>("form[data-accept]")?.requestSubmit(),
        g: () => row?.querySelector<HTMLFormElement>("form[data-take]")?.requestSubmit(),
        x: () => row?.querySelector<HTMLInputElement>("[data-select]")?.click(),
        w: () => unfold(row?.querySelector<HTMLDetailsElement>("[data-why]")),
        o: () => work !== undefined && navigate(`/assignments/${work}/object`),
        t: () => work !== undefined && navigate(`/assignments/${work}/transfer`),
        b: () => document.querySelector<HTMLFormElement>("form[data-bulk]")?.requestSubmit(),
      };
      does[event.key]?.();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [list, navigate]);
}

function unfold(details: HTMLDetailsElement | null | undefined): void {
  if (details) details.open = !details.open;
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
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "?" || isTyping(event)) return;
      if (dialog.current?.open) dialog.current.close();
      else dialog.current?.showModal();
    };
    const follow = (event: MouseEvent) => {
      event.preventDefault();
      dialog.current?.showModal();
    };
    const leading = link.current;
    leading?.addEventListener("click", follow);
    document.addEventListener("keydown", press);
    return () => {
      leading?.removeEventListener("click", follow);
      document.removeEventListener("keydown", press);
    };
  }, []);
  return (
    <>
      {/* Without scripts it leads to the same list at the end of the page. */}
      <a
        ref={link}
        href="#keys"
        className="inline-flex min-h-11 items-center px-2 text-fine text-on-band underline underline-offset-4 max-md:hidden"
      >
        {keys.open}
      </a>
      <dialog
        ref={dialog}
        aria-labelledby="keys-title"
        className="m-auto w-[min(28rem,90vw)] rounded-lg border border-line bg-paper p-6 text-ink backdrop:bg-ink/50"
      >
        <h2 id="keys-title" className="text-h2">
          {keys.title}
        </h2>
        <KeyList />
        <form method="dialog">
          <Button kind="secondary">{keys.close}</Button>
        </form>
      </dialog>
    </>
  );
}

function KeyList() {
  const { keys } = useCopy().triage;
  return (
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
  );
}

/** The same list as a part of the page, for whoever follows its link without scripts. */
export function KeysPart() {
  const { keys } = useCopy().triage;
  return (
    <section id="keys" aria-labelledby="keys-part" className="mt-10 hidden border-t border-line pt-6 target:block">
      <h2 id="keys-part" className="text-h2">
        {keys.title}
      </h2>
      <KeyList />
    </section>
  );
}
