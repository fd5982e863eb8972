import { type AppLoadContext, redirect } from "@remix-run/node";
import { z } from "zod";
import { takeBack } from "#app/evidence/commands.ts";
import { formOf } from "#app/platform/http.ts";
import { filesOfDraft, ownerOfDraft } from "./evidence-files.ts";
import type { FilesPage } from "./files-view.tsx";
import { orUnavailable, visit } from "./guide.ts";
import { filesPage } from "./onward.ts";

/** The draft's files on a page of their own. Null when the store does not answer. */
export async function loadFiles(context: AppLoadContext, request: Request): Promise<FilesPage | null> {
  const { portal, draft, filed, unavailable } = await visit(context, request);
  if (unavailable) return null;
  if (filed !== null) throw redirect("/report/receipt#files", 303);
  if (draft === null) throw redirect("/report?lost", 303);
  const query = new URL(request.url).searchParams;
  return {
    held: await filesOfDraft(portal, draft),
    from: query.get("from") === "check" ? "check" : null,
    removal: query.has("removed") ? "removed" : query.has("not_removed") ? "not_removed" : null,
  };
}

/** 移除: takes a file of the draft back. What was filed meanwhile, or is gone, stays as it is and says so. */
export async function removeFile(context: AppLoadContext, request: Request): Promise<Response> {
  const form = await formOf(request, context);
  const file = z.uuid().safeParse(form.get("file"));
  const { portal, draft, filed, unavailable } = await visit(context, request);
  if (unavailable) return redirect(filesPage, 303);
  if (filed !== null) return redirect("/report/receipt#files", 303);
  if (draft === null) return redirect("/report?lost", 303);
  const removed = file.success && (await orUnavailable(() => takeBack(portal, ownerOfDraft(draft), file.data)));
  const from = new URL(request.url).searchParams.get("from") === "check" ? "from=check&" : "";
  return redirect(`${filesPage}?${from}${removed ? "removed" : "not_removed"}`, 303);
}
