import { fileSize } from "#app/copy/file-size.ts";
import { moment } from "#app/copy/when.ts";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { LinkButton, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import { filesPage } from "./onward.ts";

const here = `${filesPage}?from=check`;

/** The files that are filed with the report; one that is not complete is asked about, and never holds the report up. */
export function CheckFiles({ held }: { held: FilesOfReport }) {
  const { check, list } = useCopy().evidence;
  const locale = useLocale();
  const open = held.files.filter(({ state }) => state === "arriving");
  const kept = held.files.filter(({ state }) => state === "kept");
  return (
    <section>
      <h2 className="mb-3 text-h2">{check.title}</h2>
      {kept.length === 0 ? <p className="text-soft">{check.none}</p> : null}
      <ul className={kept.length === 0 ? "" : "border-t border-line"}>
        {kept.map(({ id, name, note, kind, size, at }) => (
          <li key={id} className="border-b border-line py-3">
            <p className="break-all">{name ?? list.unreadable}</p>
            {note ? <p className="text-fine">{note}</p> : null}
            <p className="text-fine text-soft tabular-nums">
              {[
                kind === null ? list.unknownKind : list.kinds[kind],
                fileSize(size),
                list.received(moment(locale, at)),
              ].join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      {open.length === 0 ? null : (
        <div className="mt-4">
          <Notice
            kind="care"
            title={check.openTitle(open.length)}
            actions={
              <>
                <LinkButton to={here}>{check.finish}</LinkButton>
                <LinkButton to="#f-declaration" kind="quiet">
                  {check.goOn}
                </LinkButton>
              </>
            }
          >
            <ul className="my-1 list-disc pl-5">
              {open.map(({ id, name, received, size }) => (
                <li key={id} className="break-all">
                  {`${name ?? list.unreadable} · ${list.partly(fileSize(received), fileSize(size))}`}
                </li>
              ))}
            </ul>
            <p>{check.openText}</p>
          </Notice>
        </div>
      )}
      <p className="print:hidden">
        <a href={here} className="inline-flex min-h-11 items-center">
          {check.change}
        </a>
      </p>
    </section>
  );
}
