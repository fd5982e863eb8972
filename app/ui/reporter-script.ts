// The one script of the pages that React does not hydrate. Everything here is an extra: each page works without it.
// It reads what to do from data attributes, keeps nothing, and must stay under 4 kB.

const page = document.documentElement;
page.dataset.scripted = "";

/** Blanks the page before leaving it, so that nothing is seen while the neutral page loads. */
function leave(): void {
  page.dataset.leaving = "";
  document.title = "";
  forget();
  location.replace("/leave");
}

/** What pages kept here, places of unfinished uploads: at once, since not every browser clears it at the server's word. */
function forget(): void {
  try {
    localStorage.clear();
    sessionStorage.clear();
  } catch {
    // A browser that keeps nothing has nothing to forget.
    return;
  }
}

let escapes: number[] = [];
addEventListener("keydown", ({ key, timeStamp }) => {
  if (key !== "Escape") return;
  escapes = [...escapes.filter((at) => timeStamp - at < 2_000), timeStamp];
  if (escapes.length >= 3) leave();
});

addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest<HTMLElement>("[data-quick-exit],[data-print],[data-copy]");
  if (button === null) return;
  if ("quickExit" in button.dataset) {
    event.preventDefault();
    leave();
  } else if ("print" in button.dataset) {
    print();
  } else {
    void copy(button);
  }
});

async function copy(button: HTMLElement): Promise<void> {
  // The visible word, beside what is only heard.
  const face = button.querySelector<HTMLElement>("[aria-hidden]") ?? button;
  const word = face.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? "");
  } catch {
    // Without permission, or over plain http: the code is selected instead, for a copy by hand.
    const shown = button.previousElementSibling;
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return;
  }
  face.textContent = button.dataset.copied ?? word;
  setTimeout(() => {
    face.textContent = word;
  }, 2_500);
}

// An answer that means "none of the others", such as 不清楚 among several boxes.
addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.type !== "checkbox" || !target.checked) return;
  for (const other of target.form?.querySelectorAll<HTMLInputElement>("input[type=checkbox]") ?? []) {
    if (other === target || other.name !== target.name) continue;
    if ("alone" in target.dataset || "alone" in other.dataset) other.checked = false;
  }
});

/** Whether the portal, and what it stores in, answers just now. */
async function reachable(): Promise<boolean> {
  try {
    const { ok } = await fetch("/readyz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4_000) });
    return ok;
  } catch {
    return false;
  }
}

const showOffline = (shown: boolean): void => {
  const note = document.querySelector<HTMLElement>("[data-offline]");
  if (note !== null && note.hidden === shown) {
    note.hidden = !shown;
    if (shown) note.scrollIntoView({ block: "center" });
  }
};

let sending = new WeakSet<HTMLFormElement>();
const disable = (form: HTMLFormElement, disabled: boolean): void => {
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", String(disabled));
};

// A form is sent once, and only when there is somebody to receive it: what is typed would be lost with the page.
// React's own forms have called preventDefault by the time the event comes here.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || form.getAttribute("method") !== "post") return;
  event.preventDefault();
  if (sending.has(form)) return;
  sending.add(form);
  disable(form, true);
  void send(form, event.submitter);
});

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  while (!(await reachable())) {
    showOffline(true);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
  showOffline(false);
  // `submit` of the prototype: a field named "submit" would hide the form's own.
  if (submitter instanceof HTMLButtonElement) {
    if (submitter.name !== "") {
      const pressed = document.createElement("input");
      pressed.type = "hidden";
      pressed.dataset.pressed = "";
      pressed.name = submitter.name;
      pressed.value = submitter.value;
      form.append(pressed);
    }
    if (submitter.hasAttribute("formaction")) form.setAttribute("action", submitter.formAction);
  }
  HTMLFormElement.prototype.submit.call(form);
}

// Back to a page that the browser kept: its buttons must work again.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  sending = new WeakSet();
  for (const form of document.forms) disable(form, false);
  for (const pressed of document.querySelectorAll("[data-pressed]")) pressed.remove();
});

/** A form with `data-autosave` sends itself to that address while it is filled in, and says when it did. */
let waiting: ReturnType<typeof setTimeout> | undefined;
addEventListener("input", ({ target }) => {
  const form = target instanceof Element ? target.closest<HTMLFormElement>("form[data-autosave]") : null;
  if (form === null) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => void save(form), 1_200);
});

async function save(form: HTMLFormElement): Promise<void> {
  if (sending.has(form)) return;
  const answers = new FormData(form);
  const body = new URLSearchParams();
  for (const [name, value] of answers) if (typeof value === "string") body.append(name, value);
  try {
    const { ok } = await fetch(form.dataset.autosave ?? "", { method: "POST", body, redirect: "error" });
    showOffline(!ok);
    const mark = document.querySelector<HTMLElement>("[data-saved]");
    if (!ok || mark === null) return;
    const time = new Date().toLocaleTimeString("en-GB", {
      timeZone: "Asia/Shanghai",
      hour: "2-digit",
      minute: "2-digit",
    });
    mark.textContent = `✓ ${(mark.dataset.saved ?? "").replace("{time}", time)}`;
  } catch {
    showOffline(true);
  }
}

document.querySelector<HTMLElement>("[data-focus]")?.focus();

// A page that is about to know more looks again, once; whoever reloaded it decides for themselves.
const [arrival] = performance.getEntriesByType("navigation");
const reloaded = arrival instanceof PerformanceNavigationTiming && arrival.type === "reload";
// Not while a file is on its way from here: the reload would interrupt it.
const lookAgain = (): void => {
  if (document.querySelector("[data-upload-rows] > li") === null) location.reload();
};
if (!reloaded && document.querySelector("[data-refresh]") !== null) setTimeout(lookAgain, 1_500);
