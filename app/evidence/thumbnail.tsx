import type { EvidenceFile } from "./queries.ts";

/** A small picture where there is one, the kind's mark otherwise. The alternative text never says what it shows. */
export function Thumbnail({
  file,
  label,
  large = false,
}: {
  file: Pick<EvidenceFile, "id" | "kind" | "preview">;
  label: string;
  large?: boolean;
}) {
  const frame = `${large ? "size-36" : "size-16"} shrink-0 rounded-md border border-line bg-sunk print:hidden`;
  if (file.preview === "ready") {
    return (
      <img
        src={`/evidence/${file.id}/preview`}
        alt={label}
        loading="lazy"
        decoding="async"
        className={`${frame} object-cover`}
      />
    );
  }
  return (
    <span aria-hidden="true" className={`${frame} grid place-items-center text-soft`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7 fill-none stroke-current stroke-[1.5]">
        <path d={marks[file.kind ?? "document"]} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    </span>
  );
}

const marks = {
  image: "M4 5h16v14H4zM4 16l4.5-4.5 4 4L16 12l4 4M9 9h.01",
  document: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  audio: "M5 10v4M9 7v10M13 4v16M17 8v8M21 11v2",
  video: "M4 6h11v12H4zM15 10.5l5-3v9l-5-3",
};
