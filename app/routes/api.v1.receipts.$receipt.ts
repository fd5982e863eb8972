import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { readReceiptOverApi } from "#app/api/reports.ts";
import { answer, methodNotAllowed } from "#app/api/request.ts";

export const loader = ({ params, context }: LoaderFunctionArgs) =>
  answer(context, () => readReceiptOverApi(params.receipt ?? "", context));

export const action = ({ context }: ActionFunctionArgs) => methodNotAllowed(context, "GET");
