import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between the portal and its database, and notes what each statement came to: `SELECT 3`, `INSERT 0 1`. */
export interface Witness {
  /** The database's address, by way of the witness. */
  readonly url: string;
  /** What was noted since the last time it was asked. */
  take(): readonly string[];
  close(): Promise<void>;
}

export async function witness(databaseUrl: string): Promise<Witness> {
  const real = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let noted: string[] = [];
  const server: Server = createServer((portal) => {
    const database = connect(Number(real.port || "5432"), real.hostname);
    for (const socket of [portal, database]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        portal.destroy();
        database.destroy();
      });
    }
    portal.pipe(database);
    const read = commandTags((tag) => noted.push(tag));
    database.on("data", (chunk: Buffer) => {
      read(chunk);
      portal.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the witness has no port");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  return {
    url: url.toString(),
    take() {
      const taken = noted;
      noted = [];
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Reads the messages of the server's side: a letter, a length, a body; `C` closes a statement and names its rows. */
function commandTags(note: (tag: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5) {
      const end = 1 + rest.readInt32BE(1);
      if (rest.length < end) return;
      if (rest[0] === 0x43) note(rest.subarray(5, end - 1).toString("utf8"));
      rest = rest.subarray(end);
    }
  };
}
