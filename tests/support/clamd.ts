import { createServer, type Server } from "node:net";

/** What speaks like clamd: answers FOUND to whatever holds `word`, and hangs up on more than `most` bytes. */
export async function scannerThatHates(word: string, most = Number.POSITIVE_INFINITY) {
  const server: Server = createServer((socket) => {
    let heard = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length > most) socket.end("INSTREAM size limit exceeded. ERROR\0");
      else if (heard.subarray(-4).equals(Buffer.alloc(4))) {
        socket.end(heard.includes(word) ? "stream: Example.Signature FOUND\0" : "stream: OK\0");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
