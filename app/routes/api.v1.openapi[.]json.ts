import type { LoaderFunctionArgs } from "@remix-run/node";
import { openApiDocument } from "#app/api/openapi.ts";

export const loader = ({ context }: LoaderFunctionArgs) =>
  Response.json(openApiDocument(context.portal, context.locale));
