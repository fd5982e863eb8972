import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";

/** A file on this machine, as somebody chooses it. */
export interface SomeFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

const folder = mkdtempSync(join(tmpdir(), "portal-evidence-"));

export function someFile(name: string, bytes: Buffer): SomeFile {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A photograph with what a phone writes into it: its make, and where it was taken. */
export async function somePhoto(name = "示例照片.jpg"): Promise<SomeFile> {
  const stripes = Buffer.alloc(800 * 600 * 3, 0).map((_, index) => (index * 7 + (index >> 9)) % 256);
  const bytes = await sharp(stripes, { raw: { width: 800, height: 600, channels: 3 } })
    .withExif({
      IFD0: { Make: "ExampleCamera", Model: "EX-1", ImageDescription: "EXIF-MARK" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "39/1 54/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "116/1 23/1 0/1" },
    })
    .jpeg()
    .toBuffer();
  return someFile(name, bytes);
}

/** A film as far as its first bytes tell; the rest is noise that no compression shortens. */
export function someFilm(name: string, megabytes: number): SomeFile {
  const head = Buffer.from("00000018667479706d703432000000006d70343269736f6d", "hex");
  return someFile(name, Buffer.concat([head, randomBytes(megabytes * 1_048_576)]));
}

export const somePdf = (name = "示例病历.pdf"): SomeFile =>
  someFile(
    name,
    Buffer.concat([Buffer.from("%PDF-1.4\n%\u00e2\u00e3\n"), randomBytes(30_000), Buffer.from("\n%%EOF\n")]),
  );
