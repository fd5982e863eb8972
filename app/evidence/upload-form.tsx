import { type ReactNode, type Ref, useId } from "react";
import { fileSize } from "#app/copy/file-size.ts";
import { Button, FormToken, TextField, useCopy } from "#app/ui/index.ts";
import type { UploadSettings } from "#app/ui/upload.ts";
import { acceptedExtensions, limitOf, mostFiles, mostFilesOfOfficer, mostNote } from "./rules.ts";

/** Whose the files are, as the form says it; the server believes the cookie or the session, not the form. */
export type UploadOwner = "draft" | "receipt" | "case";

interface UploadFormProps {
  readonly owner: UploadOwner;
  /** The case's number, for an officer's files. */
  readonly caseNumber?: string;
  /** Where the plain way comes back to. */
  readonly back: string;
  readonly children?: ReactNode;
  readonly formRef?: Ref<HTMLFormElement>;
}

const kinds = ["image", "document", "audio", "video"] as const;
const limits: UploadSettings["limits"] = {
  image: limitOf("image"),
  document: limitOf("document"),
  audio: limitOf("audio"),
  video: limitOf("video"),
};
/** By their ends, and the three families by name: phones then offer the camera and the gallery. */
const accept = [...acceptedExtensions.map((extension) => `.${extension}`), "image/*", "audio/*", "video/*"].join(",");

/** Where the script runs, the label is the button: the browser's own speaks its own language and shows no names. */
const asButton =
  "group-data-attached/upload:inline-flex group-data-attached/upload:min-h-11 group-data-attached/upload:items-center group-data-attached/upload:rounded-md group-data-attached/upload:border group-data-attached/upload:border-edge group-data-attached/upload:bg-paper group-data-attached/upload:px-5 group-data-attached/upload:hover:border-accent group-data-attached/upload:hover:bg-accent-wash group-has-[input[type=file]:focus-visible]/upload:outline-3 group-has-[input[type=file]:focus-visible]/upload:outline-offset-2 group-has-[input[type=file]:focus-visible]/upload:outline-focus";

/**
 * Chooses and sends files. As it stands it is a plain form with several files; the upload script turns it into one that
 * sends each file by itself, shows how far it is and goes on after a lost connection.
 */
export function UploadForm({ owner, caseNumber, back, children, formRef }: UploadFormProps) {
  const { choose, sending } = useCopy().evidence;
  const id = useId();
  const settings: UploadSettings = {
    endpoint: "/evidence/uploads",
    limits,
    extensions: acceptedExtensions,
    words: sending,
  };
  return (
    <form
      ref={formRef}
      method="post"
      action="/evidence/form"
      encType="multipart/form-data"
      autoComplete="off"
      data-upload={JSON.stringify(settings)}
      className="group/upload grid gap-5 rounded-md data-over:outline-2 data-over:outline-offset-8 data-over:outline-accent data-over:outline-dashed print:hidden"
    >
      <FormToken />
      <input type="hidden" name="owner" value={owner} />
      {caseNumber === undefined ? null : <input type="hidden" name="case" value={caseNumber} />}
      <input type="hidden" name="back" value={back} />
      {children}
      <TextField
        name="note"
        label={choose.note}
        hint={
          <>
            <span data-upload-plain>{choose.noteHintPlain}</span>
            <span data-upload-scripted hidden>
              {choose.noteHint}
            </span>
          </>
        }
        maxLength={mostNote}
        optional
      />
      <div className="max-w-xl">
        <label htmlFor={id} className={`block w-fit font-semibold ${asButton}`}>
          {choose.label}
        </label>
        <p id={`${id}-hint`} className="text-fine text-soft group-data-attached/upload:mt-1">
          {choose.hint}
          <span data-upload-scripted hidden>
            {choose.drop}
          </span>
        </p>
        <input
          id={id}
          type="file"
          name="files"
          multiple
          accept={accept}
          aria-describedby={`${id}-hint`}
          className="mt-2 block min-h-11 w-full group-data-attached/upload:sr-only rounded-md border border-edge bg-paper px-3 py-2 file:mr-4 file:min-h-9 file:rounded-md file:border file:border-solid file:border-edge file:bg-sunk file:px-4 file:font-semibold file:text-ink"
        />
      </div>
      <div data-upload-plain className="grid max-w-xl gap-2">
        <div>
          <Button kind="secondary">{choose.go}</Button>
        </div>
        <p className="text-fine text-soft">{choose.plainNotice}</p>
      </div>
      <ul data-upload-rows className="grid gap-3 empty:hidden" />
      <p data-upload-busy hidden className="max-w-xl text-fine text-soft">
        {sending.busy}
      </p>
      <p role="status" data-upload-status className="sr-only" />
      <ul hidden data-upload-model>
        <RowModel />
      </ul>
    </form>
  );
}

/** One file on its way; the script fills in a copy of it. */
function RowModel() {
  const { sending } = useCopy().evidence;
  return (
    <li className="rounded-md border border-line bg-paper px-4 py-3 data-[state=failed]:border-critical data-[state=refused]:border-critical">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span data-name className="min-w-0 font-semibold break-all" />
        <span data-size className="text-fine text-soft tabular-nums" />
      </p>
      <progress
        max={100}
        value={0}
        className="mt-1 block h-2.5 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent"
      />
      <p data-words className="mt-1 text-fine text-soft tabular-nums" />
      <p data-problem hidden className="mt-1 font-semibold text-critical" />
      <p className="mt-1 flex flex-wrap gap-x-2">
        {(["pause", "resume", "retry", "drop"] as const).map((act) => (
          <button
            key={act}
            type="button"
            data-act={act}
            className="inline-flex min-h-11 items-center px-2 text-accent underline [&[hidden]]:hidden"
          >
            {sending[act]}
          </button>
        ))}
      </p>
    </li>
  );
}

/** Said before anything is chosen: what may be sent, how large, how many, and what becomes of it. */
export function UploadLimits({ of }: { of: "report" | "case" }) {
  const { limits: words, original } = useCopy().evidence;
  return (
    <div className="grid max-w-2xl gap-2">
      <ul className="grid list-disc gap-0.5 pl-5 text-fine text-soft print:hidden">
        <li>{of === "case" ? words.countOfCase(mostFilesOfOfficer) : words.count(mostFiles)}</li>
        {kinds.map((kind) => (
          <li key={kind}>{words[kind](fileSize(limits[kind]))}</li>
        ))}
      </ul>
      <p className="text-fine text-soft">{original}</p>
    </div>
  );
}
