import { fileSize } from "#app/copy/file-size.ts";
import { moment } from "#app/copy/when.ts";
import { Button, FormToken, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { EvidenceFile } from "./queries.ts";
import { Thumbnail } from "./thumbnail.tsx";

interface FileListProps {
  readonly files: readonly EvidenceFile[];
  /** How many more may be added. */
  readonly room: number;
  /** Where 移除 is sent; null where files are filed already. */
  readonly removeAt: string | null;
  /** 移除 only where a script answers it: where typed answers stand beside the list. */
  readonly removeByScript?: boolean;
  /** The reporter's own previews while writing; whoever opens a receipt on a shared phone need not see them. */
  readonly withPreviews?: boolean;
}

/** What a reporter has added so far, and what is not complete. The upload script puts a fresh copy in its place. */
export function FileList({ files, room, removeAt, removeByScript = false, withPreviews = false }: FileListProps) {
  const { list } = useCopy().evidence;
  return (
    <section
      data-evidence-list
      data-room={room}
      tabIndex={-1}
      aria-label={list.label}
      className="outline-none print:hidden"
    >
      {files.length === 0 ? (
        <p className="text-soft">{list.none}</p>
      ) : (
        <ul className="border-t border-line">
          {files.map((file, index) => (
            <li key={file.id} className="flex gap-4 border-b border-line py-3">
              <Thumbnail file={withPreviews ? file : { ...file, preview: "none" }} label={list.previewOf(index + 1)} />
              <div className="min-w-0 flex-1">
                <p className="font-semibold break-all">{file.name ?? list.unreadable}</p>
                {file.note ? <p className="text-fine">{file.note}</p> : null}
                <FileState file={file} />
              </div>
              {removeAt === null ? null : (
                <form
                  method="post"
                  action={removeAt}
                  data-evidence-remove
                  data-needs-script={removeByScript ? "" : undefined}
                  className="shrink-0"
                >
                  <FormToken />
                  <input type="hidden" name="file" value={file.id} />
                  <Button kind="quiet" name="go" value="remove" label={list.removeOf(file.name ?? list.unreadable)}>
                    {list.remove}
                  </Button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Kind, size and what became of it, in one line or two. */
function FileState({ file }: { file: EvidenceFile }) {
  const { list } = useCopy().evidence;
  const locale = useLocale();
  const kind = file.kind === null ? list.unknownKind : list.kinds[file.kind];
  const about = `${kind} · ${fileSize(file.size)}`;
  if (file.refusedFor !== null || file.scan === "infected") {
    return <p className="text-fine text-urgent">{list.refused[file.refusedFor ?? "infected"]}</p>;
  }
  if (file.state === "arriving") {
    return (
      <>
        <p className="mt-1">
          <StateBadge tone="held">{list.partly(fileSize(file.received), fileSize(file.size))}</StateBadge>
        </p>
        <p className="text-fine text-soft">{list.partlyHint}</p>
      </>
    );
  }
  return <p className="text-fine text-soft tabular-nums">{`${about} · ${list.received(moment(locale, file.at))}`}</p>;
}
