import { fileSize } from "#app/copy/file-size.ts";
import { copyFor, type Locale } from "#app/copy/index.ts";
import { mostBytes, mostNote, type UploadRefusal } from "#app/evidence/rules.ts";

/** Why a file was refused, with the limit that it broke where there is one. */
export interface Refused {
  readonly refusal: UploadRefusal;
  readonly limit?: number | undefined;
}

export const statusOf: Readonly<Record<UploadRefusal, number>> = {
  empty: 422,
  too_large: 413,
  too_many: 422,
  unknown_type: 422,
  unreadable: 422,
  size_unknown: 400,
  no_name: 422,
  note_too_long: 422,
  moved: 409,
  filed: 410,
  absent: 404,
  infected: 403,
  damaged: 500,
  unavailable: 503,
  too_often: 429,
};

/** The sentence for a refusal, in the reader's language. */
export function sentenceFor(locale: Locale, { refusal, limit }: Refused): string {
  const { problems } = copyFor(locale).uploads;
  if (refusal === "too_large") return problems.too_large(fileSize(limit ?? mostBytes));
  return refusal === "note_too_long" ? problems.note_too_long(mostNote) : problems[refusal];
}

/** A refusal as a problem document (RFC 9457): a sentence for people, a code for scripts. */
export function problemAnswer(locale: Locale, refused: Refused, headers: Record<string, string> = {}): Response {
  const status = statusOf[refused.refusal];
  const body = {
    status,
    code: refused.refusal,
    title: copyFor(locale).uploads.title,
    detail: sentenceFor(locale, refused),
    ...(refused.limit === undefined ? {} : { limit: refused.limit }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8", ...headers },
  });
}
