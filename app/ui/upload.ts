import { type DetailedError, Upload } from "tus-js-client";
import { fileSize } from "../copy/file-size.ts";
import { fingerprintOf, uploadMemory } from "./upload-memory.ts";
import { filled, type RowAct, UploadRow, type UploadWords } from "./upload-row.ts";

/** What a form for files tells the script, as JSON in `data-upload`. */
export interface UploadSettings {
  readonly endpoint: string;
  /** The most bytes a file of each kind may have; the server decides, this only says it sooner. */
  readonly limits: {
    readonly image: number;
    readonly document: number;
    readonly audio: number;
    readonly video: number;
  };
  /** Ends of names that may be taken, in small letters and without the dot. */
  readonly extensions: readonly string[];
  readonly words: UploadWords;
}

/** The first chunk is one part, so that what is not accepted is known early; what follows is sent in larger ones. */
const firstChunk = 1_048_576;
const chunk = 4 * firstChunk;
const retryDelays = [0, 1_000, 3_000];
const tryAgainAfter = 4_000;
/** On a bad connection two files at once already share too little. */
const atOnce = 2;

/**
 * Sends the files of one form by itself, each resumable, instead of with the form. `changed` is called whenever the list
 * of files at the server has become another one.
 */
export function attachUpload(form: HTMLFormElement, changed: () => Promise<void>): void {
  if (form.dataset.attached !== undefined) return;
  const settings: UploadSettings = JSON.parse(form.dataset.upload ?? "");
  const input = form.querySelector<HTMLInputElement>("input[type=file]");
  const rows = form.querySelector("[data-upload-rows]");
  const model = form.querySelector("[data-upload-model] > li");
  if (input === null || rows === null || model === null) return;
  form.dataset.attached = "";
  const waiting: (() => void)[] = [];
  let running = 0;

  const say = (sentence: string, name: string): void => {
    const status = form.querySelector("[data-upload-status]");
    if (status !== null) status.textContent = filled(sentence, { name });
  };
  const count = (): void => {
    const busy = form.querySelector<HTMLElement>("[data-upload-busy]");
    if (busy !== null) busy.hidden = rows.querySelector('[data-state="sending"],[data-state="waiting"]') === null;
  };
  const begin = (start: () => void): void => {
    if (running >= atOnce) waiting.push(start);
    else {
      running += 1;
      start();
    }
  };
  const ended = (): void => {
    running -= 1;
    const next = waiting.shift();
    if (next !== undefined) begin(next);
    count();
  };
  /** How many more files the list beside the form has room for. */
  const room = (): number => {
    const list = document.querySelector<HTMLElement>("[data-evidence-list]");
    return Number(list?.dataset.room ?? 0) - rows.querySelectorAll("[data-state]:not([data-state=refused])").length;
  };

  const add = (file: File): void => {
    const row: UploadRow = new UploadRow(model, file, settings.words, (act) =>
      sender === null ? close() : sender.act(act),
    );
    const close = (): void => {
      row.element.remove();
      input.focus();
      count();
    };
    const refusal = refusalOf(file, settings, room());
    rows.append(row.element);
    if (refusal !== null) {
      row.show("refused", refusal);
      say(`${file.name} · ${refusal}`, "");
    }
    const sender =
      refusal !== null
        ? null
        : sendFile(file, row, {
            settings,
            metadata: metadataOf(form, file),
            begin,
            ended,
            close,
            say: (sentence) => say(sentence, file.name),
            counted: count,
            changed,
          });
    count();
  };
  const take = (files: FileList | null): void => {
    for (const file of files ?? []) add(file);
    input.value = "";
    const note = form.querySelector<HTMLInputElement>('input[name="note"]');
    if (note !== null) note.value = "";
  };

  for (const part of form.querySelectorAll<HTMLElement>("[data-upload-plain]")) part.hidden = true;
  for (const part of form.querySelectorAll<HTMLElement>("[data-upload-scripted]")) part.hidden = false;
  input.addEventListener("change", () => take(input.files));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "";
  });
  form.addEventListener("dragleave", () => delete form.dataset.over);
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    take(event.dataTransfer?.files ?? null);
  });
}

/** What can be said about a file before a byte of it is sent; null when nothing speaks against it. */
function refusalOf(file: File, { limits, extensions, words }: UploadSettings, room: number): string | null {
  if (room <= 0) return words.tooMany;
  if (file.size === 0) return words.empty;
  const [, extension] = /\.([^.]+)$/.exec(file.name.toLowerCase()) ?? [];
  if (extension !== undefined && !extensions.includes(extension)) return words.unknownType;
  const kind = /^(image|audio|video)\//.exec(file.type)?.[1];
  const limit = kind === "image" || kind === "audio" || kind === "video" ? limits[kind] : limits.document;
  const most = extension === undefined || file.type === "" ? Math.max(...Object.values(limits)) : limit;
  return file.size > most ? filled(words.tooLarge, { size: fileSize(file.size), limit: fileSize(most) }) : null;
}

/** Whose the file is and what was written about it: the form's own fields, without those that only the plain way needs. */
function metadataOf(form: HTMLFormElement, file: File): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !["form_token", "back"].includes(name)) fields[name] = value;
  }
  return { ...fields, filename: file.name };
}

interface Sending {
  readonly settings: UploadSettings;
  readonly metadata: Record<string, string>;
  readonly begin: (start: () => void) => void;
  readonly ended: () => void;
  readonly close: () => void;
  readonly say: (sentence: string) => void;
  readonly counted: () => void;
  readonly changed: () => Promise<void>;
}

/** One file on its way: pauses, goes on, and comes back by itself after a lost connection. */
function sendFile(file: File, row: UploadRow, sending: Sending): { act(act: RowAct): void } {
  const { settings, metadata, begin, ended, close, say, counted, changed } = sending;
  const { words } = settings;
  let again: ReturnType<typeof setTimeout> | undefined;
  let hasPlace = false;
  let queued = false;
  let dropped = false;
  let begunAnew = false;

  const upload = new Upload(file, {
    endpoint: settings.endpoint,
    headers: { "X-Form-Token": document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? "" },
    metadata,
    chunkSize: firstChunk,
    retryDelays,
    urlStorage: uploadMemory,
    fingerprint: (_file, { metadata: fields }) => fingerprintOf(file, `${fields?.owner} ${fields?.case}`),
    removeFingerprintOnSuccess: true,
    onUploadUrlAvailable: () => {
      // From here on a server that does not answer must not be asked for a second place for the same file.
      upload.options.endpoint = null;
    },
    onChunkComplete: () => {
      upload.options.chunkSize = chunk;
    },
    onProgress: (sent) => {
      if (row.state !== "paused") row.progress(sent);
    },
    onSuccess: () => {
      leavePlace();
      void changed().then(() => {
        close();
        say(words.done);
      });
    },
    onError: (error) => failed(error),
  });

  const start = (): void => {
    clearTimeout(again);
    row.show("sending");
    counted();
    if (hasPlace) upload.start();
    else if (!queued) {
      queued = true;
      begin(() => {
        queued = false;
        hasPlace = true;
        if (row.state === "sending" && !dropped) upload.start();
        else leavePlace();
      });
    }
  };
  const leavePlace = (): void => {
    if (!hasPlace) return;
    hasPlace = false;
    ended();
  };
  const waitForConnection = (after = tryAgainAfter): void => {
    row.show("waiting");
    counted();
    again = setTimeout(start, after);
  };
  const failed = (error: Error | DetailedError): void => {
    const answer = "originalResponse" in error ? error.originalResponse : null;
    const status = answer?.getStatus() ?? 0;
    if (!("originalRequest" in error)) {
      leavePlace();
      row.show("refused", words.unreadable);
      say(words.unreadable);
    } else if (answer === null || status === 0 || status >= 500 || status === 409 || status === 423) {
      waitForConnection();
    } else if (status === 429) {
      waitForConnection(Number(answer.getHeader("Retry-After") ?? "5") * 1_000);
    } else if ((status === 404 || status === 410) && upload.url !== null && !begunAnew) {
      // What was begun before is no longer there: once more from the beginning.
      begunAnew = true;
      upload.url = null;
      upload.options.endpoint = settings.endpoint;
      start();
    } else {
      leavePlace();
      const problem = sentenceOf(answer.getBody()) ?? words.failed;
      row.show(status === 413 || status === 415 || status === 422 ? "refused" : "failed", problem);
      say(problem);
      void changed();
    }
    counted();
  };

  addEventListener("online", () => {
    if (row.state === "waiting") start();
  });
  say(words.started);
  void upload
    .findPreviousUploads()
    .then(([before]) => {
      if (before === undefined) return;
      upload.resumeFromPreviousUpload(before);
      upload.options.endpoint = null;
    })
    .finally(start);

  return {
    act(act) {
      if (act === "pause") {
        clearTimeout(again);
        void upload.abort();
        leavePlace();
        row.show("paused");
        counted();
      } else if (act === "drop") {
        clearTimeout(again);
        dropped = true;
        const begun = upload.url !== null && row.state !== "refused";
        leavePlace();
        close();
        // Where the server does not let go of it, it stands in the list as not complete.
        if (begun)
          void upload
            .abort(true)
            .catch(() => undefined)
            .then(changed);
        else void upload.abort();
      } else start();
    },
  };
}

/** The sentence in which the server says why; it stands in a problem document in the reader's language. */
function sentenceOf(body: string): string | null {
  try {
    const problem: unknown = JSON.parse(body);
    if (typeof problem !== "object" || problem === null) return null;
    if ("detail" in problem && typeof problem.detail === "string" && problem.detail !== "") return problem.detail;
    return "title" in problem && typeof problem.title === "string" ? problem.title : null;
  } catch {
    return null;
  }
}
