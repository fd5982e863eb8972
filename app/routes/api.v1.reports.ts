import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { fileOverApi } from "#app/api/reports.ts";
import { answer, methodNotAllowed } from "#app/api/request.ts";

export const loader = ({ context }: LoaderFunctionArgs) => methodNotAllowed(context, "POST");

export const action = ({ request, context }: ActionFunctionArgs) =>
  request.method === "POST" ? answer(context, () => fileOverApi(request, context)) : methodNotAllowed(context, "POST");
