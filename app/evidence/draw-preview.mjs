// Reads an image on standard input and writes its preview on standard output, both in clear and neither to a disk. Runs
// by itself, limited by whoever starts it: see preview.ts. Decoders of images are where files attack.
import { buffer } from "node:stream/consumers";
import sharp from "sharp";

const longestSide = 1_600;
const mostPixels = 120_000_000;

sharp.cache(false);
sharp.concurrency(1);

const image = await buffer(process.stdin);
// The first picture of several, turned as the camera said, and nothing that the file tells beside it.
const preview = await sharp(image, { limitInputPixels: mostPixels, pages: 1, failOn: "error" })
  .rotate()
  .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true })
  .webp({ quality: 80 })
  .toBuffer();
process.stdout.write(preview);
