import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { Sheet } from "./sheet.ts";

interface Drawing {
  readonly sheet: Sheet;
  readonly fingerprint: string;
  readonly withdrawn: string | null;
}

/** Found by its name in the package, so that it is the same file from the sources and from the built pages. */
const program = createRequire(import.meta.url).resolve("#app/documents/draw-sheet.mjs");

/** What drawing one form may take. Policy values: a form of a hundred pages takes a tenth of it. */
const allowance = { memoryMb: 256, wallMs: 60_000 } as const;

let before: Promise<unknown> = Promise.resolve();

/**
 * Draws a form as a PDF in a thread of its own, one after the other: half a second of a core each, of which the pages
 * that are being served notice nothing. The same form gives the same bytes.
 */
export function drawPdf(drawing: Drawing): Promise<Buffer> {
  const drawn = before.then(() => drawAlone(drawing));
  before = drawn.catch(() => undefined);
  return drawn;
}

function drawAlone(drawing: Drawing): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      workerData: drawing,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: allowance.memoryMb },
    });
    const timer = setTimeout(() => {
      reject(new Error("drawing a form took too long"));
      void worker.terminate();
    }, allowance.wallMs);
    worker.once("message", (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once("error", reject);
    worker.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`drawing a form ended with ${code}`));
    });
  });
}
