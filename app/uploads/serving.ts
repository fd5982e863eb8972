import type { AppLoadContext } from "@remix-run/node";
import { requireOfficer } from "#app/accounts/guard.ts";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import { openOriginal, openPreview } from "#app/evidence/opening.ts";
import { attachmentOf } from "#app/evidence/rules.ts";
import { StorageFault } from "#app/platform/storage.ts";
import { sendersAt } from "./who.ts";

/** Whatever a file holds, it can do nothing here: no script, no frame, no other page, no guess at its type. */
const lockedDown = {
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

const absent = () => new Response(null, { status: 404 });
const isId = (id: string | undefined): id is string =>
  id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** `GET /evidence/:id/original`: the original, bit for bit, as a download only; no part of it by itself. */
export async function originalAnswer(
  request: Request,
  context: AppLoadContext,
  id: string | undefined,
): Promise<Response> {
  const { actor } = await requireOfficer(request, context);
  if (!isId(id)) throw absent();
  const opened = await orUnavailable(context, () => openOriginal(context.portal, actor, id));
  if (opened.outcome === "infected") throw new Response(null, { status: 403 });
  if (opened.outcome !== "opened") {
    await recordRefusedAccess(request, context, actor, { reason: "absent_or_hidden" });
    throw absent();
  }
  const { name, size, parts } = opened.file;
  // The first part is read before anything is promised: a storage that is away has a page that says so.
  const first = await orUnavailable<IteratorResult<Buffer, void>>(context, () => parts.next());
  return new Response(streamed(first, parts, context), {
    headers: {
      ...lockedDown,
      "Content-Type": "application/octet-stream",
      "Content-Length": String(size),
      "Content-Disposition": attachmentOf(name),
      "Accept-Ranges": "none",
    },
  });
}

/** `GET /evidence/:id/preview`: the picture made anew, for whoever may see the file. */
export async function previewAnswer(
  request: Request,
  context: AppLoadContext,
  id: string | undefined,
): Promise<Response> {
  if (!isId(id)) throw absent();
  for (const sender of await sendersAt(request, context, new Date())) {
    const opened = await orUnavailable(context, () => openPreview(context.portal, sender, id));
    if (opened.outcome === "opened") {
      return new Response(new Uint8Array(opened.file), {
        headers: {
          ...lockedDown,
          "Content-Type": "image/webp",
          "Content-Length": String(opened.file.length),
          "Content-Disposition": "inline",
        },
      });
    }
  }
  throw absent();
}

/** Sends a part when the connection has taken the one before: a slow reader must not make the portal hold a whole film. */
function streamed(
  first: IteratorResult<Buffer, void>,
  parts: AsyncGenerator<Buffer, void>,
  { drained }: AppLoadContext,
): ReadableStream<Uint8Array> {
  let next = first;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await drained();
        if (next.done === true) return controller.close();
        controller.enqueue(next.value);
        next = await parts.next();
      },
      async cancel() {
        await parts.return();
      },
    },
    { highWaterMark: 0 },
  );
}

async function orUnavailable<T>(context: AppLoadContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageFault)) throw error;
    context.unavailable = true;
    throw new Response(null, { status: 503 });
  }
}
