import type { AppLoadContext } from "@remix-run/node";
import { copyFor } from "#app/copy/index.ts";
import { beginUpload, giveUpUpload, takeBack } from "#app/evidence/commands.ts";
import type { Sender } from "#app/evidence/owner.ts";
import { EvidenceDamaged } from "#app/evidence/parts.ts";
import { appendBytes, findUpload, finishUpload, type Upload } from "#app/evidence/receiving.ts";
import { mostBytes } from "#app/evidence/rules.ts";
import { formTokenHeader } from "#app/platform/form-token.ts";
import { isUnavailable, requireFormToken } from "#app/platform/http.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { StorageFault } from "#app/platform/storage.ts";
import { problemAnswer, type Refused } from "./answers.ts";
import { bytesOf } from "./body.ts";
import { ownerNamed, sendersAt } from "./who.ts";

/** tus 1.0.0, the core and the extensions that are needed: https://tus.io/protocols/resumable-upload */
const version = "1.0.0";
const headers = { "Tus-Resumable": version };
const capabilities = {
  ...headers,
  "Tus-Version": version,
  "Tus-Extension": "creation,termination",
  "Tus-Max-Size": String(mostBytes),
};

/** New files from one address within an hour: a ward behind one address gets on, a flood does not. Policy value. */
export const beginnings = { use: "evidence by address", limit: 400, windowSeconds: 3_600 };

/** `OPTIONS`: what this server can do. */
export const capabilitiesAnswer = (): Response => new Response(null, { status: 204, headers: capabilities });

/** `POST /evidence/uploads`: begins an upload. `Upload-Metadata` holds filename, note, owner, case and readers. */
export async function createUpload(request: Request, context: AppLoadContext): Promise<Response> {
  return answering(request, context, async ({ refuse }) => {
    const { portal, clientAddress } = context;
    const taken = await takeToken(portal.db, portal.vault, { ...beginnings, key: clientAddress });
    if (!taken.allowed) return refuse({ refusal: "too_often" }, { "Retry-After": String(taken.retryAfterSeconds) });
    const size = wholeNumber(request.headers.get("Upload-Length"));
    if (size === null) return refuse({ refusal: "size_unknown" });
    const told = metadataOf(request.headers.get("Upload-Metadata") ?? "");
    const now = new Date();
    const named = { owner: told("owner"), caseNumber: told("case"), readers: told("readers") || "shared" };
    const owner = await ownerNamed(request, context, named, now);
    if (owner === null) return refuse({ refusal: "absent" });
    const begun = await beginUpload(portal, owner, { name: told("filename"), note: told("note"), size }, now);
    if (begun.outcome === "refused") return refuse(begun);
    return new Response(null, {
      status: 201,
      headers: { ...headers, Location: `/evidence/uploads/${begun.id}`, "Upload-Offset": "0" },
    });
  });
}

/** `HEAD /evidence/uploads/:id`: where to go on from. A file whose bytes are all here is completed if it was not. */
export async function uploadOffset(request: Request, context: AppLoadContext, id: string): Promise<Response> {
  return answering(request, context, async ({ refuse }) => {
    const found = await uploadAt(request, context, id);
    if (found === null) return refuse({ refusal: "absent" });
    const { upload, sender } = found;
    if (upload.state === "refused") return refuse({ refusal: upload.refusedFor ?? "unreadable" });
    if (upload.state === "arriving" && upload.received === upload.size) {
      const finished = await finishUpload(context.portal, sender, id);
      if (finished.outcome === "refused") return refuse(finished);
    }
    return new Response(null, { status: 200, headers: { ...placeOf(upload), "Cache-Control": "no-store" } });
  });
}

/** `PATCH /evidence/uploads/:id`: the next bytes. The answer says how far they are kept, which is where to go on from. */
export async function continueUpload(request: Request, context: AppLoadContext, id: string): Promise<Response> {
  return answering(request, context, async ({ refuse }) => {
    if (request.headers.get("Content-Type") !== "application/offset+octet-stream") return wrongProtocol(context, 415);
    const offset = wholeNumber(request.headers.get("Upload-Offset"));
    if (offset === null) return wrongProtocol(context, 400);
    const found = await uploadAt(request, context, id);
    if (found === null) return refuse({ refusal: "absent" });
    const bytes = bytesOf(request);
    const appended = await appendBytes(context.portal, found.sender, id, offset, bytes);
    bytes.discard();
    if (appended.outcome === "refused") return refuse(appended);
    return new Response(null, { status: 204, headers: placeOf(appended.upload) });
  });
}

/** `DELETE /evidence/uploads/:id`: takes a file out of a draft, or gives up one on its way. What is complete stays. */
export async function terminateUpload(request: Request, context: AppLoadContext, id: string): Promise<Response> {
  return answering(request, context, async ({ refuse }) => {
    const gone = isId(id) && ((await takenOut(request, context, id)) || (await givenUp(request, context, id)));
    return gone ? new Response(null, { status: 204, headers }) : refuse({ refusal: "absent" });
  });
}

async function takenOut(request: Request, context: AppLoadContext, id: string): Promise<boolean> {
  const owner = await ownerNamed(request, context, { owner: "draft", caseNumber: "", readers: "" }, new Date());
  return owner?.kind === "draft" && (await takeBack(context.portal, owner, id));
}

async function givenUp(request: Request, context: AppLoadContext, id: string): Promise<boolean> {
  for (const sender of await sendersAt(request, context, new Date())) {
    if (sender.kind !== "draft" && (await giveUpUpload(context.portal, sender, id))) return true;
  }
  return false;
}

const placeOf = ({ received, size }: Upload) => ({
  ...headers,
  "Upload-Offset": String(received),
  "Upload-Length": String(size),
});

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The upload and as whom this browser sends it. */
async function uploadAt(
  request: Request,
  context: AppLoadContext,
  id: string,
): Promise<{ readonly upload: Upload; readonly sender: Sender } | null> {
  if (!isId(id)) return null;
  for (const sender of await sendersAt(request, context, new Date())) {
    const upload = await findUpload(context.portal, sender, id);
    if (upload !== null) return { upload, sender };
  }
  return null;
}

type Refuse = (refused: Refused, more?: Record<string, string>) => Response;

/** Checks version and token, and answers what goes wrong in the way of the protocol. */
async function answering(
  request: Request,
  context: AppLoadContext,
  work: (answer: { readonly refuse: Refuse }) => Promise<Response>,
): Promise<Response> {
  const refuse: Refuse = (refused, more = {}) => problemAnswer(context.locale, refused, { ...headers, ...more });
  if (request.headers.get("Tus-Resumable") !== version) return wrongProtocol(context, 412);
  if (request.method !== "HEAD") requireFormToken(context, request.headers.get(formTokenHeader));
  try {
    return await work({ refuse });
  } catch (error) {
    if (error instanceof EvidenceDamaged) return refuse({ refusal: "damaged" });
    if (!(error instanceof StorageFault) && !isUnavailable(error)) throw error;
    return refuse({ refusal: "unavailable" }, { "Retry-After": "10" });
  }
}

/** For programmers of clients: what this server speaks. */
function wrongProtocol({ locale }: AppLoadContext, status: number): Response {
  const words = copyFor(locale).uploads;
  return new Response(JSON.stringify({ status, code: "protocol", title: words.title, detail: words.protocol }), {
    status,
    headers: { ...capabilities, "Content-Type": "application/problem+json; charset=utf-8" },
  });
}

const wholeNumber = (text: string | null): number | null => {
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  return Number(text);
};

/** `key base64, key base64`; what cannot be read is not there. */
function metadataOf(header: string): (key: string) => string {
  const pairs = header.split(",").map((pair): readonly [string, string] => {
    const [key = "", value = ""] = pair.trim().split(" ");
    return [key, Buffer.from(value, "base64").toString("utf8")];
  });
  const found = new Map(pairs);
  return (key) => found.get(key) ?? "";
}
