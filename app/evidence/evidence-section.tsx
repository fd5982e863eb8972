import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { fileSize } from "#app/copy/file-size.ts";
import { moment } from "#app/copy/when.ts";
import { buttonClass, Details, Named, Notice, RadioGroup, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseEvidence, CaseFile } from "./case-evidence.ts";
import { mostFilesOfOfficer } from "./rules.ts";
import { Thumbnail } from "./thumbnail.tsx";
import { UploadForm, UploadLimits } from "./upload-form.tsx";

/** The evidence of a case as one officer may see it. What is kept from that officer is not in it, and not counted. */
export function EvidenceSection({ evidence }: { evidence: CaseEvidence }) {
  const { case: words } = useCopy().evidence;
  const [previews, showPreviews] = useState(false);
  const ready = evidence.files.filter(({ preview }) => preview === "ready").length;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 print:hidden">
        <p className="max-w-2xl text-fine text-soft">{words.recorded}</p>
        {ready > 0 ? (
          <button
            type="button"
            data-needs-script
            aria-pressed={previews}
            className={buttonClass("secondary")}
            onClick={() => showPreviews(!previews)}
          >
            {previews ? words.hidePreviews : words.showPreviews(ready)}
          </button>
        ) : null}
      </div>
      <div data-evidence-list data-room={mostFilesOfOfficer}>
        {evidence.files.length === 0 ? (
          <p className="text-soft">{words.none}</p>
        ) : (
          <ul className="border-t border-line">
            {evidence.files.map((file, index) => (
              <li
                key={file.id}
                data-evidence={file.id}
                className="flex flex-wrap gap-x-5 gap-y-3 border-b border-line py-5 sm:flex-nowrap"
              >
                <CaseThumbnail file={file} place={index + 1} shown={previews} />
                <File file={file} place={index + 1} reports={evidence.reports} />
              </li>
            ))}
          </ul>
        )}
      </div>
      {evidence.mayAdd ? <AddEvidence evidence={evidence} /> : null}
    </div>
  );
}

/** The picture itself is asked for only when the officer wants to see it: each time is recorded, and some are hard to see. */
function CaseThumbnail({ file, place, shown }: { file: CaseFile; place: number; shown: boolean }) {
  const { case: words, list } = useCopy().evidence;
  const picture = (
    <Thumbnail
      file={shown ? file : { ...file, preview: "none" }}
      label={list.previewOf(place)}
      large={shown && file.preview === "ready"}
    />
  );
  if (file.preview !== "ready") return picture;
  return (
    <a
      href={`/evidence/${file.id}/preview`}
      target="_blank"
      rel="noreferrer"
      className="grid shrink-0 content-start justify-items-center text-fine print:hidden"
    >
      <Named label={words.previewOf(place)}>
        {picture}
        <span className="mt-1">{words.preview}</span>
      </Named>
    </a>
  );
}

interface FileProps {
  readonly file: CaseFile;
  readonly place: number;
  readonly reports: CaseEvidence["reports"];
}

function File({ file, place, reports }: FileProps) {
  const { case: words, list } = useCopy().evidence;
  const locale = useLocale();
  const name = file.name ?? list.unreadable;
  const kind = file.kind === null ? list.unknownKind : list.kinds[file.kind];
  const arriving = file.state === "arriving";
  const missing = file.preview === "waiting" || file.preview === "failed" ? file.preview : null;
  const report = reports.find(({ id }) => id === file.reportId);
  const from = file.addedBy ?? (report === undefined ? words.reporterOnly : words.reporter(report.number));
  return (
    <div className="grid min-w-0 flex-1 basis-48 content-start gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold break-all">{name}</h3>
        {file.readers === "department" ? (
          <StateBadge tone="held">{words.departmentOnly(file.addedBy ?? "")}</StateBadge>
        ) : null}
      </div>
      {file.note ? <p>{file.note}</p> : null}
      <p className="text-fine text-soft tabular-nums">
        {[kind, fileSize(file.size), from, ...(arriving ? [] : [list.received(moment(locale, file.at))])].join(" · ")}
      </p>
      {arriving ? null : (
        <p className="text-fine text-soft">
          {[words.scans[file.scan], ...(missing === null ? [] : [words.previews[missing]])].join(" · ")}
        </p>
      )}
      {file.scan === "infected" ? (
        <Notice kind="danger" title={words.infectedTitle}>
          {words.infectedText}
        </Notice>
      ) : null}
      {file.sha256 !== null ? <Kept file={file} place={place} name={name} /> : null}
      {arriving ? (
        <p>
          <StateBadge tone="moving">{words.arriving(percentOf(file))}</StateBadge>
        </p>
      ) : null}
    </div>
  );
}

const percentOf = ({ received, size }: CaseFile): number => (size === 0 ? 0 : Math.floor((received / size) * 100));

/** The digests that say it is still what arrived, and the way to the original. */
function Kept({ file, place, name }: { file: CaseFile; place: number; name: string }) {
  const { shell, evidence } = useCopy();
  const { case: words } = evidence;
  const { sha256, sm3 } = file;
  return (
    <>
      {sha256 === null ? null : (
        <div className="text-fine">
          <p className="flex flex-wrap items-center gap-x-3 text-soft print:hidden">
            <span>{words.sha256}</span>
            <code className="font-code text-ink">{`${sha256.slice(0, 12)}…${sha256.slice(-8)}`}</code>
            <button
              type="button"
              data-needs-script
              data-copy={sha256}
              data-copied={shell.copied}
              className="inline-flex min-h-11 items-center px-1 text-accent underline"
            >
              <Named label={shell.copyWhat(words.digestOf(place))}>{shell.copy}</Named>
            </button>
          </p>
          <Details summary={words.digests}>
            <p className="mb-2 max-w-2xl">{words.digestHint}</p>
            <dl className="grid gap-1">
              <Digest name={words.sha256} value={sha256} />
              {sm3 === null ? null : <Digest name={words.sm3} value={sm3} />}
            </dl>
          </Details>
        </div>
      )}
      {file.opens ? (
        <p className="print:hidden">
          <a
            href={`/evidence/${file.id}/original`}
            download
            className={buttonClass(file.scan === "infected" ? "grave" : "secondary")}
          >
            <Named label={words.openOf(name)}>{words.open}</Named>
          </a>
        </p>
      ) : null}
    </>
  );
}

function Digest({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="font-semibold text-ink">{name}</dt>
      <dd className="font-code break-all text-ink select-all">{value}</dd>
    </div>
  );
}

/** Sends files to the case; the script is asked for only on a page where somebody may add. */
function AddEvidence({ evidence }: { evidence: CaseEvidence }) {
  const { case: words } = useCopy().evidence;
  const form = useRef<HTMLFormElement>(null);
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const { current } = form;
    if (current === null) return;
    void import("#app/ui/upload.ts").then(({ attachUpload }) => attachUpload(current, async () => revalidate()));
  }, [revalidate]);
  return (
    <div className="print:hidden">
      <Details summary={words.add}>
        <div className="grid gap-5 py-2 text-ink">
          <UploadLimits of="case" />
          <UploadForm
            owner="case"
            caseNumber={evidence.number}
            back={`/cases/${evidence.number}/evidence`}
            formRef={form}
          >
            <RadioGroup
              name="readers"
              label={words.readersLabel}
              hint={words.readersHint}
              value="shared"
              options={(["shared", "department"] as const).map((value) => ({
                value,
                label: words.readers[value],
                hint: words.readersHints[value],
              }))}
            />
          </UploadForm>
        </div>
      </Details>
    </div>
  );
}
