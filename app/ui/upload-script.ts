// Stands only on those reporters' pages where files can be added. Without it the form sends them in the plain way.
import { attachUpload } from "./upload.ts";

/** Takes the list of files from a fresh copy of this page; nothing else on the page is touched. */
async function refreshList(): Promise<void> {
  const list = document.querySelector("[data-evidence-list]");
  if (list === null) return;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh.querySelector("[data-evidence-list]");
    if (found !== null) list.replaceWith(document.adoptNode(found));
  } catch {
    // Without a connection the list stays as it was; the next file that arrives brings it up to date.
    return;
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-upload]")) attachUpload(form, refreshList);

// 移除 without leaving the page, so that what is typed beside it stays. Before the form is sent in the plain way.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.evidenceRemove === undefined) return;
    event.preventDefault();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form, event.submitter)) {
      if (typeof value === "string") body.append(name, value);
    }
    void fetch(form.action, { method: "POST", body })
      .then(() => refreshList())
      .then(() => document.querySelector<HTMLElement>("[data-evidence-list]")?.focus())
      .catch(() => HTMLFormElement.prototype.submit.call(form));
  },
  { capture: true },
);
