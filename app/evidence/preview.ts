import { fileURLToPath } from "node:url";
import { runLimited } from "./limited-program.ts";

/** What drawing one preview may take. Policy values: enough for a 50-megapixel photo, too little for a bomb to matter. */
const allowance = { addressSpaceKb: 4_000_000, cpuSeconds: 20, wallMs: 30_000, mostBytes: 4 * 1_048_576 } as const;

const program = fileURLToPath(new URL("draw-preview.mjs", import.meta.url));

/**
 * Draws the preview of an image in a limited process of its own. Null when it could not be drawn, whatever the reason: a
 * preview is a convenience, the original counts.
 */
export const drawPreview = (image: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Buffer | null> =>
  runLimited(program, image, allowance, signal);
