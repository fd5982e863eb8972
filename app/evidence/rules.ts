import type { EvidenceKind } from "#db/schema/index.ts";

const MEBIBYTE = 1_048_576;

/** Bytes of the original in one sealed part of the storage: so much of a file is in memory at once, and no more. */
export const partSize = MEBIBYTE;

/** The most bytes of one file, by kind. Policy values of the city: a phone's photo, an hour of sound, some minutes of film. */
const limits: Readonly<Record<EvidenceKind, number>> = {
  image: 50 * MEBIBYTE,
  document: 50 * MEBIBYTE,
  audio: 200 * MEBIBYTE,
  video: 1_024 * MEBIBYTE,
};
export const limitOf = (kind: EvidenceKind): number => limits[kind];

/** Before the first bytes came nobody knows the kind: no file may be larger than the largest. */
export const mostBytes = Math.max(...Object.values(limits));

/** Files of one report, those of its draft and those added later together. Policy value of the city. */
export const mostFiles = 20;

/** Files that one officer may add to one case. Policy value of the city. */
export const mostFilesOfOfficer = 200;

/** What may be said about a file, in characters. */
export const mostNote = 500;
const mostName = 200;

/** Uploads on which nothing has arrived to the end for this long are given up. Policy value of the city. */
export const abandonedAfterMs = 2 * 86_400_000;

interface AcceptedType {
  readonly kind: EvidenceKind;
  /** Ends of names that go with it, the usual one first. */
  readonly extensions: readonly string[];
}

/** Everything that is taken, by what its first bytes say it is. What is not here is refused, whatever its name says. */
const acceptedTypes: Readonly<Record<string, AcceptedType>> = {
  "image/jpeg": { kind: "image", extensions: ["jpg", "jpeg"] },
  "image/png": { kind: "image", extensions: ["png"] },
  "image/apng": { kind: "image", extensions: ["png", "apng"] },
  "image/webp": { kind: "image", extensions: ["webp"] },
  "image/heic": { kind: "image", extensions: ["heic", "heif"] },
  "image/heif": { kind: "image", extensions: ["heif", "heic"] },
  "image/heic-sequence": { kind: "image", extensions: ["heic", "heif"] },
  "image/heif-sequence": { kind: "image", extensions: ["heif", "heic"] },
  "image/avif": { kind: "image", extensions: ["avif"] },
  "image/gif": { kind: "image", extensions: ["gif"] },
  "image/tiff": { kind: "image", extensions: ["tif", "tiff"] },
  "image/bmp": { kind: "image", extensions: ["bmp"] },
  "application/pdf": { kind: "document", extensions: ["pdf"] },
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": { kind: "document", extensions: ["docx"] },
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": { kind: "document", extensions: ["xlsx"] },
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": {
    kind: "document",
    extensions: ["pptx"],
  },
  "application/x-cfb": { kind: "document", extensions: ["doc", "xls", "ppt", "wps", "et", "dps"] },
  "text/plain": { kind: "document", extensions: ["txt", "csv", "log"] },
  "audio/mpeg": { kind: "audio", extensions: ["mp3"] },
  "audio/mp4": { kind: "audio", extensions: ["m4a", "mp4"] },
  "audio/x-m4a": { kind: "audio", extensions: ["m4a"] },
  "audio/aac": { kind: "audio", extensions: ["aac"] },
  "audio/wav": { kind: "audio", extensions: ["wav"] },
  "audio/amr": { kind: "audio", extensions: ["amr"] },
  "audio/ogg": { kind: "audio", extensions: ["ogg", "oga", "opus"] },
  "audio/ogg; codecs=opus": { kind: "audio", extensions: ["opus", "ogg"] },
  "audio/flac": { kind: "audio", extensions: ["flac"] },
  "video/mp4": { kind: "video", extensions: ["mp4", "m4v"] },
  "video/x-m4v": { kind: "video", extensions: ["m4v", "mp4"] },
  "video/quicktime": { kind: "video", extensions: ["mov", "qt"] },
  "video/webm": { kind: "video", extensions: ["webm"] },
  "video/matroska": { kind: "video", extensions: ["mkv", "webm"] },
  "video/ogg": { kind: "video", extensions: ["ogv", "ogg"] },
  "video/vnd.avi": { kind: "video", extensions: ["avi"] },
  "video/3gpp": { kind: "video", extensions: ["3gp", "3gpp"] },
  "video/3gpp2": { kind: "video", extensions: ["3g2"] },
  "video/mpeg": { kind: "video", extensions: ["mpg", "mpeg"] },
};

/** What is known of a type that is taken; undefined for every other. */
export const acceptedAs = (mediaType: string | null): AcceptedType | undefined =>
  mediaType !== null && Object.hasOwn(acceptedTypes, mediaType) ? acceptedTypes[mediaType] : undefined;

/** All ends of names that may be taken, for the page on which files are chosen. The bytes decide, not the name. */
export const acceptedExtensions: readonly string[] = [
  ...new Set(Object.values(acceptedTypes).flatMap(({ extensions }) => extensions)),
];

/** Why an upload is not taken, or not gone on with. */
export const uploadRefusals = [
  "empty",
  "too_large",
  "too_many",
  "unknown_type",
  "unreadable",
  "size_unknown",
  "no_name",
  "note_too_long",
  "moved",
  "filed",
  "absent",
  "infected",
  "damaged",
  "unavailable",
  "too_often",
] as const;
export type UploadRefusal = (typeof uploadRefusals)[number];

/** The end of a name, in small letters and without the dot; empty when it has none. */
export const extensionOf = (name: string): string => /\.([^.\s]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** A name as it is kept: without folders, without what cannot be seen, and not endless. Null when nothing is left. */
export function keptName(given: string): string | null {
  const base = given.normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const seen = base
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  if (seen === "" || /^\.+$/.test(seen)) return null;
  const letters = [...seen];
  if (letters.length <= mostName) return seen;
  const extension = extensionOf(seen);
  return `${letters.slice(0, mostName - extension.length - 1).join("")}${extension === "" ? "" : `.${extension}`}`;
}

/** What was announced of a file, before a byte of it came. `size` is null where only the end of the file will tell. */
export function refusalOfAnnounced({ size, note }: { size: number | null; note: string }): UploadRefusal | null {
  if ([...note].length > mostNote) return "note_too_long";
  if (size === null) return null;
  if (!Number.isSafeInteger(size) || size < 0) return "size_unknown";
  if (size === 0) return "empty";
  return size > mostBytes ? "too_large" : null;
}

/** What the first bytes said, held against the table and the limit of its kind. */
export function refusalOfType(mediaType: string | null, size: number | null): "unknown_type" | "too_large" | null {
  const accepted = acceptedAs(mediaType);
  if (accepted === undefined) return "unknown_type";
  return size !== null && size > limitOf(accepted.kind) ? "too_large" : null;
}

/**
 * The name under which an original is handed out: harmless on every system, with an end that fits what it is, so that
 * a double click opens no program; `quarantined` files get an end that opens nothing at all.
 */
export function downloadName(name: string | null, mediaType: string, quarantined: "quarantined" | "open"): string {
  const extensions = acceptedAs(mediaType)?.extensions ?? [];
  const harmless = (name ?? "evidence").replace(/[<>:"/\\|?*%;]/g, "_").replace(/^[.\s]+|[.\s]+$/g, "") || "evidence";
  const fitting =
    extensions.length === 0 || extensions.includes(extensionOf(harmless)) ? harmless : `${harmless}.${extensions[0]}`;
  return quarantined === "quarantined" ? `${fitting}.quarantined` : fitting;
}

/** RFC 6266: the name in full for every browser of today, and one of plain letters for the others. */
export function attachmentOf(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const full = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
