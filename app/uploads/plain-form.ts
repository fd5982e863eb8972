import { Readable } from "node:stream";
import busboy, { type BusboyFileStream } from "@fastify/busboy";
import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { beginUpload } from "#app/evidence/commands.ts";
import { type EvidenceOwner, senderOf } from "#app/evidence/owner.ts";
import { appendBytes } from "#app/evidence/receiving.ts";
import { mostFilesOfOfficer } from "#app/evidence/rules.ts";
import { formTokenField } from "#app/platform/form-token.ts";
import { requireFormToken } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { StorageFault } from "#app/platform/storage.ts";
import { type Refused, sentenceFor, statusOf } from "./answers.ts";
import { bytesOf } from "./body.ts";
import { beginnings } from "./tus.ts";
import { ownerNamed } from "./who.ts";

/** What the page says when a file of a plain form was not taken. */
export interface FormRefused {
  /** Where the form came from. */
  readonly back: string;
  readonly files: readonly { readonly place: number; readonly name: string; readonly sentence: string }[];
}

const limits = { fields: 12, fieldSize: 8_192, fieldNameSize: 40, files: mostFilesOfOfficer, headerPairs: 20 };

/**
 * `POST /evidence/form`: files from a browser without JavaScript, several at once, each streamed into the storage as it
 * comes. Its fields stand before the files. A file that is not taken stops no other; the page that answers names it.
 */
export async function takeForm(request: Request, context: AppLoadContext) {
  const bytes = bytesOf(request);
  const fields = new Map<string, string>();
  const refused: { name: string; refused: Refused }[] = [];
  let owner: EvidenceOwner | null | undefined;

  const receive = async (file: BusboyFileStream, name: string): Promise<void> => {
    if (owner === undefined) owner = await ownerOf(request, context, fields);
    const problem =
      owner === null ? { refusal: "absent" as const } : await takeFile(context, owner, fields, name, file);
    if (problem !== null) refused.push({ name, refused: problem });
    file.resume();
  };
  try {
    await readForm(request, bytes, fields, receive);
  } catch (error) {
    bytes.discard();
    if (error instanceof FormBroken) refused.push({ name: "", refused: { refusal: "unreadable" } });
    else throw error;
  }
  if (owner === undefined) requireFormToken(context, fields.get(formTokenField));
  const back = ownPath(fields.get("back") ?? "/");
  const [first] = refused;
  if (first === undefined) return redirect(back, 303);
  const answer: FormRefused = {
    back,
    files: refused.map(({ name, refused: one }, place) => ({
      place,
      name,
      sentence: sentenceFor(context.locale, one),
    })),
  };
  return data(answer, { status: statusOf[first.refused.refusal] });
}

/** The token is asked before the first byte of a file is kept. */
async function ownerOf(
  request: Request,
  context: AppLoadContext,
  fields: ReadonlyMap<string, string>,
): Promise<EvidenceOwner | null> {
  requireFormToken(context, fields.get(formTokenField));
  const named = {
    owner: fields.get("owner") ?? "",
    caseNumber: fields.get("case") ?? "",
    readers: fields.get("readers") ?? "shared",
  };
  return ownerNamed(request, context, named, new Date());
}

async function takeFile(
  { portal, clientAddress }: AppLoadContext,
  owner: EvidenceOwner,
  fields: ReadonlyMap<string, string>,
  name: string,
  file: AsyncIterable<Uint8Array>,
): Promise<Refused | null> {
  const taken = await takeToken(portal.db, portal.vault, { ...beginnings, key: clientAddress });
  if (!taken.allowed) return { refusal: "too_often" };
  const begun = await beginUpload(portal, owner, { name, note: fields.get("note") ?? "", size: null }, new Date());
  if (begun.outcome === "refused") return begun;
  try {
    const appended = await appendBytes(portal, senderOf(owner), begun.id, 0, unclosed(file), "with_these");
    return appended.outcome === "refused" ? appended : null;
  } catch (error) {
    if (error instanceof StorageFault) return { refusal: "unavailable" };
    throw error;
  }
}

/** A file that is not read to its end must not be destroyed: the form goes on behind it. */
function unclosed(file: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = file[Symbol.asyncIterator]();
  return { [Symbol.asyncIterator]: () => ({ next: () => reader.next() }) };
}

/** What came was no form, or not a whole one. */
class FormBroken extends Error {
  override readonly name = "FormBroken";
}

/** Reads a multipart form as it comes: its fields into `fields`, each file to `receive`, one after the other. */
async function readForm(
  request: Request,
  bytes: AsyncIterable<Uint8Array>,
  fields: Map<string, string>,
  receive: (file: BusboyFileStream, name: string) => Promise<void>,
): Promise<void> {
  const parser = parserFor(request);
  let open: BusboyFileStream | undefined;
  let work = Promise.resolve();
  let failed: unknown;
  parser.on("field", (name, value) => fields.set(name, value));
  parser.on("file", (_field, file, name) => {
    open = file;
    file.on("error", () => undefined);
    // A field of files in which nothing was chosen.
    if (typeof name !== "string" || name === "") file.resume();
    else {
      work = work
        .then(() => (failed === undefined ? receive(file, name) : undefined))
        .catch((error: unknown) => {
          failed ??= error;
          file.resume();
        });
    }
  });
  const ended = new Promise<boolean>((resolve) => {
    parser.once("finish", () => resolve(true));
    parser.once("error", () => resolve(false));
  });
  const source = Readable.from(bytes);
  source.once("error", () => {
    open?.destroy(new FormBroken("the connection was cut"));
    parser.destroy(new FormBroken("the connection was cut"));
  });
  source.pipe(parser);
  const whole = await ended;
  if (!whole) open?.destroy(new FormBroken("not a whole form"));
  await work;
  if (failed !== undefined) throw failed;
  if (!whole) throw new FormBroken("not a whole form");
}

function parserFor(request: Request) {
  try {
    return busboy({ headers: { "content-type": request.headers.get("Content-Type") ?? "" }, limits });
  } catch {
    throw new Response(null, { status: 400 });
  }
}
