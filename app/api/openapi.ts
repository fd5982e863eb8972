import { z } from "zod";
import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { Report } from "#guidelines/report.ts";
import { FiledAnswer, ReceiptAnswer, RehearsalAnswer } from "./answers.ts";

const Problem = z.strictObject({
  status: z.int(),
  title: z.string(),
  detail: z.string(),
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});

const schemas = { Report, FiledAnswer, ReceiptAnswer, RehearsalAnswer, Problem };

/** The OpenAPI 3.1 document, made from the very schemas that check requests and type answers. */
export function openApiDocument(portal: Portal, locale: Locale) {
  const words = copyFor(locale).api.about;
  const reportBody = { required: true, content: json("Report") };
  return {
    openapi: "3.1.0",
    info: { title: words.title, version: portal.edition.id, description: words.description },
    servers: [{ url: portal.config.portalUrl }],
    paths: {
      "/api/v1/reports": {
        post: {
          operationId: "fileReport",
          summary: words.fileReport,
          security: [{ unitKey: [] }],
          parameters: [header("Idempotency-Key")],
          requestBody: reportBody,
          responses: {
            201: { description: words.filed, content: json("FiledAnswer") },
            ...problems(400, 401, 409, 413, 415, 422, 429, 503),
          },
        },
      },
      "/api/v1/receipts/{receipt}": {
        get: {
          operationId: "readReceipt",
          summary: words.readReceipt,
          parameters: [
            { name: "receipt", in: "path", required: true, schema: { type: "string", pattern: "^\\d{16}$" } },
          ],
          responses: {
            200: { description: words.receiptFound, content: json("ReceiptAnswer") },
            ...problems(400, 404, 429, 503),
          },
        },
      },
      "/api/v1/rehearsals": {
        post: {
          operationId: "rehearse",
          summary: words.rehearse,
          requestBody: reportBody,
          responses: {
            200: { description: words.rehearsed, content: json("RehearsalAnswer") },
            ...problems(400, 413, 415, 422, 429, 503),
          },
        },
      },
    },
    components: {
      securitySchemes: { unitKey: { type: "http", scheme: "bearer" } },
      schemas: Object.fromEntries(
        Object.entries(schemas).map(([name, schema]) => [
          name,
          z.toJSONSchema(schema, { io: name === "Report" ? "input" : "output", target: "draft-2020-12" }),
        ]),
      ),
    },
  };
}

const json = (name: keyof typeof schemas) => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});

const header = (name: string) => ({
  name,
  in: "header",
  required: false,
  schema: { type: "string", minLength: 1, maxLength: 200 },
});

/** The answers for what went wrong, each described by its status' own name. */
function problems(...statuses: number[]) {
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: `RFC 9457 (${status})`, content }]));
}
