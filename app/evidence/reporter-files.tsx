import { useCopy, usePage } from "#app/ui/index.ts";
import uploadScript from "#app/ui/upload-script.ts?worker&url";
import { FileList } from "./file-list.tsx";
import type { EvidenceFile } from "./queries.ts";
import { UploadForm, UploadLimits } from "./upload-form.tsx";

/** What a reporter has added, and how many files more may be added. */
export interface FilesOfReport {
  readonly files: readonly EvidenceFile[];
  readonly room: number;
}

interface ReporterFilesProps {
  readonly held: FilesOfReport;
  readonly owner: "draft" | "receipt";
  /** Where the plain way comes back to. */
  readonly back: string;
  /** Where 移除 is sent; null where files are filed already. */
  readonly removeAt: string | null;
  /** Beside a form with typed answers: without a script nothing here may lead away from them. */
  readonly besideAnswers?: boolean;
}

/** Limits first, then the choosing, then what is there already. Ships the upload script, and React no more than before. */
export function ReporterFiles({ held, owner, back, removeAt, besideAnswers = false }: ReporterFilesProps) {
  const { choose } = useCopy().evidence;
  const { nonce } = usePage();
  const full = held.room <= 0;
  return (
    <div className="grid gap-6">
      <UploadLimits of="report" />
      {full ? <p className="max-w-2xl font-semibold">{removeAt === null ? choose.fullForGood : choose.full}</p> : null}
      {full ? null : (
        <div data-needs-script={besideAnswers ? "" : undefined}>
          <UploadForm owner={owner} back={back} />
        </div>
      )}
      <FileList
        files={held.files}
        room={held.room}
        removeAt={removeAt}
        removeByScript={besideAnswers}
        withPreviews={owner === "draft"}
      />
      <script src={uploadScript} nonce={nonce} defer suppressHydrationWarning />
    </div>
  );
}
