import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { ClamdConfig } from "#app/platform/config-outside.ts";

/** The scanner did not answer, or not in its own words: the file is neither clean nor infected, and is tried again. */
export class ScannerFault extends Error {
  override readonly name = "ScannerFault";
}

const patienceMs = 120_000;

/**
 * Shows a file to clamd over INSTREAM, part by part. One that is longer than the scanner takes stays unscanned, and says so.
 * @throws ScannerFault when it does not answer, or not with a verdict
 */
export async function scanFor(
  { host, port }: ClamdConfig,
  parts: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<"clean" | "infected" | "not_scanned"> {
  const socket = connect({ host, port, signal });
  socket.setTimeout(patienceMs, () => socket.destroy(new ScannerFault("the scanner is silent")));
  const answer = answerOf(socket);
  // Whoever waits for the connection or the answer hears of it; a late error must not end the process.
  answer.catch(() => undefined);
  try {
    await once(socket, "connect");
    socket.write("zINSTREAM\0");
    let cut = false;
    for await (const part of parts) {
      // A scanner that has heard enough says so and hangs up.
      cut = !socket.writable;
      if (cut) break;
      await send(socket, part);
    }
    if (!cut) socket.write(Buffer.alloc(4));
    const said = (await answer).replace(/\0$/, "").trim();
    if (said.startsWith("INSTREAM size limit exceeded")) return "not_scanned";
    if (said.endsWith("FOUND")) return "infected";
    if (said === "stream: OK") return "clean";
    throw new ScannerFault("the scanner gave no verdict");
  } catch (error) {
    throw error instanceof ScannerFault ? error : new ScannerFault("the scanner is away", { cause: error });
  } finally {
    socket.destroy();
  }
}

async function send(socket: Socket, part: Buffer): Promise<void> {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  socket.write(length);
  if (!socket.write(part)) await Promise.race([once(socket, "drain"), once(socket, "close")]);
}

async function answerOf(socket: Socket): Promise<string> {
  let said = "";
  for await (const chunk of socket) said += String(chunk);
  return said;
}
