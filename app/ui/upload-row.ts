import { fileSize } from "../copy/file-size.ts";

/** What the page gives to the script: every sentence with its gaps, so that the script itself says nothing. */
export interface UploadWords {
  readonly of: string;
  readonly progress: string;
  readonly paused: string;
  readonly waiting: string;
  readonly checking: string;
  readonly pauseOf: string;
  readonly resumeOf: string;
  readonly retryOf: string;
  readonly dropOf: string;
  readonly close: string;
  readonly closeOf: string;
  readonly done: string;
  readonly started: string;
  readonly tooLarge: string;
  readonly tooMany: string;
  readonly unknownType: string;
  readonly empty: string;
  readonly unreadable: string;
  readonly failed: string;
}

/** `sending` on its way, `paused` by hand, `waiting` for the connection, `refused` for good, `failed` until tried again. */
export type RowState = "sending" | "checking" | "paused" | "waiting" | "failed" | "refused";
export type RowAct = "pause" | "resume" | "retry" | "drop";

const acts: Readonly<Record<RowState, readonly RowAct[]>> = {
  sending: ["pause", "drop"],
  checking: [],
  paused: ["resume", "drop"],
  waiting: ["pause", "drop"],
  failed: ["retry", "drop"],
  refused: ["drop"],
};

export const filled = (sentence: string, gaps: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, gap: string) => gaps[gap] ?? whole);

/** One file on its way, drawn into a copy of the row that the page brought along. */
export class UploadRow {
  readonly element: HTMLElement;
  state: RowState = "sending";
  readonly #name: string;
  readonly #size: number;
  readonly #words: UploadWords;
  #sent = 0;

  constructor(model: Element, file: File, words: UploadWords, act: (act: RowAct) => void) {
    const copy = model.cloneNode(true);
    if (!(copy instanceof HTMLElement)) throw new Error("the page brought no row for uploads");
    this.element = copy;
    this.#name = file.name;
    this.#size = file.size;
    this.#words = words;
    this.#text("[data-name]", file.name);
    this.#text("[data-size]", fileSize(file.size));
    this.#part("progress")?.setAttribute("aria-label", filled(words.of, { name: file.name }));
    for (const kind of ["pause", "resume", "retry", "drop"] as const) {
      this.#part(`[data-act=${kind}]`)?.addEventListener("click", () => act(kind));
    }
    this.show("sending");
  }

  progress(sent: number): void {
    this.#sent = sent;
    this.show(sent >= this.#size ? "checking" : "sending");
  }

  /** Shows a state; `problem` says in words why it is refused or failed. */
  show(state: RowState, problem = ""): void {
    const focused = this.element.contains(document.activeElement);
    this.state = state;
    const { element } = this;
    element.dataset.state = state;
    const percent = this.#size === 0 ? 0 : Math.min(100, Math.floor((this.#sent / this.#size) * 100));
    const bar = this.#part("progress");
    if (bar instanceof HTMLProgressElement) {
      bar.value = percent;
      bar.hidden = state === "refused";
    }
    this.#text("[data-words]", problem === "" ? this.#said(percent) : "");
    this.#text("[data-problem]", problem);
    const { pauseOf, resumeOf, retryOf, dropOf, close, closeOf } = this.#words;
    const labels = { pause: pauseOf, resume: resumeOf, retry: retryOf, drop: state === "refused" ? closeOf : dropOf };
    for (const [act, label] of Object.entries(labels)) {
      const button = this.#part(`[data-act=${act}]`);
      if (button === null) continue;
      button.hidden = !acts[state].some((allowed) => allowed === act);
      button.setAttribute("aria-label", filled(label, { name: this.#name }));
      if (act === "drop" && state === "refused") button.textContent = close;
    }
    // A button that was pressed and went away leaves the focus to the one that took its place.
    if (focused && !this.element.contains(document.activeElement)) this.focus();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("button:not([hidden])")?.focus();
  }

  #said(percent: number): string {
    const gaps = { percent: String(percent), done: fileSize(this.#sent), size: fileSize(this.#size) };
    const { progress, paused, waiting, checking } = this.#words;
    const sentences = { sending: progress, checking, paused, waiting, failed: "", refused: "" };
    return filled(sentences[this.state], gaps);
  }

  #part(selector: string): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(selector);
  }

  #text(selector: string, text: string): void {
    const part = this.#part(selector);
    if (part === null || part.textContent === text) return;
    part.textContent = text;
    part.hidden = text === "";
  }
}
