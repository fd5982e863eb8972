import { deflateRawSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import {
  acceptedAs,
  acceptedExtensions,
  attachmentOf,
  downloadName,
  keptName,
  limitOf,
  mostBytes,
  refusalOfAnnounced,
  refusalOfType,
} from "#app/evidence/rules.ts";
import { sniffed } from "#app/evidence/sniff.ts";

/** A zip of empty files under these names, as far as its local headers. */
const zipOf = (...names: string[]): Buffer =>
  Buffer.concat(
    names.map((name) => {
      const packed = deflateRawSync(Buffer.from("<x/>"));
      const header = Buffer.alloc(30);
      header.write("PK\x03\x04", 0, "latin1");
      header.writeUInt16LE(20, 4);
      header.writeUInt16LE(8, 8);
      header.writeUInt32LE(packed.length, 18);
      header.writeUInt32LE(4, 22);
      header.writeUInt16LE(name.length, 26);
      return Buffer.concat([header, Buffer.from(name), packed]);
    }),
  );

/** The old office container with one stream named in its directory. */
const storeOf = (stream: string): Buffer => {
  const bytes = Buffer.alloc(2_048);
  bytes.write("d0cf11e0a1b11ae1", 0, "hex");
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  bytes.write(stream, 1_024, "utf16le");
  return bytes;
};

const ftyp = (brand: string) =>
  Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}\0\0\0\0${brand}mp42`)]);
const picture = (format: "jpeg" | "png" | "webp" | "gif" | "tiff") =>
  sharp({ create: { width: 4, height: 4, channels: 3, background: "#336699" } })
    .toFormat(format)
    .toBuffer();
const office = "application/vnd.openxmlformats-officedocument";

describe("what a file is, its first bytes say", () => {
  const taken: readonly [string, () => Buffer | Promise<Buffer>, string, string][] = [
    ["a photo", () => picture("jpeg"), "photo.txt", "image/jpeg"],
    ["a picture of the screen", () => picture("png"), "x.exe", "image/png"],
    ["a WebP picture", () => picture("webp"), "x", "image/webp"],
    ["a GIF picture", () => picture("gif"), "x", "image/gif"],
    ["a scan", () => picture("tiff"), "x", "image/tiff"],
    ["a phone's HEIC photo", () => ftyp("heic"), "IMG.HEIC", "image/heic"],
    ["a PDF", () => Buffer.from("%PDF-1.7\n%...."), "x", "application/pdf"],
    [
      "a Word file",
      () => zipOf("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
      "x",
      `${office}.wordprocessingml.document`,
    ],
    [
      "a Word file with its table of contents elsewhere",
      () => zipOf("_rels/.rels", "word/document.xml"),
      "x",
      `${office}.wordprocessingml.document`,
    ],
    ["an Excel file", () => zipOf("_rels/.rels", "xl/workbook.xml"), "x", `${office}.spreadsheetml.sheet`],
    ["an old Word file", () => storeOf("WordDocument"), "x.doc", "application/x-cfb"],
    ["a text in UTF-8", () => Buffer.from("示例：老师写的话。\n"), "记录.TXT", "text/plain"],
    ["a text in GB 18030", () => Buffer.from([0xca, 0xbe, 0xc0, 0xfd, 0x0a]), "a.txt", "text/plain"],
    ["a sound recording", () => Buffer.from("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", "latin1"), "x", "audio/wav"],
    ["a phone's recording", () => Buffer.from("#!AMR\n...."), "x.amr", "audio/amr"],
    ["an M4A recording", () => ftyp("M4A "), "x", "audio/x-m4a"],
    [
      "an MP3",
      () =>
        Buffer.concat([
          Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"),
          Buffer.from([0xff, 0xfb, 0x90, 0x64]),
          Buffer.alloc(500),
        ]),
      "x",
      "audio/mpeg",
    ],
    ["a film", () => ftyp("isom"), "x", "video/mp4"],
    ["a film of an older phone", () => ftyp("3gp4"), "x", "video/3gpp"],
    ["a QuickTime film", () => ftyp("qt  "), "x", "video/quicktime"],
  ];
  test.each(taken)("%s is taken", async (_, bytes, name, type) => {
    expect(await sniffed(await bytes(), name)).toBe(type);
    expect(acceptedAs(type)).toBeDefined();
  });

  const refused: readonly [string, Buffer, string][] = [
    ["a page under a photo's name", Buffer.from("<!DOCTYPE html><html><body>"), "photo.jpg"],
    ["a page under a text's name", Buffer.from("  \n<html><script>alert(1)</script>"), "note.txt"],
    ["a page that begins as a text", Buffer.from("hello <script>alert(1)</script>"), "note.txt"],
    ["a drawing with scripts", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), "a.svg"],
    ["XML", Buffer.from('<?xml version="1.0"?><x/>'), "a.txt"],
    ["a shell script", Buffer.from("#!/bin/sh\nrm -rf /\n"), "a.txt"],
    ["a text under a script's name", Buffer.from("WScript.Echo 1\r\n"), "a.vbs"],
    ["a text without a name's end", Buffer.from("plain words"), "README"],
    ["a Windows program", Buffer.concat([Buffer.from("MZ\x90\0", "latin1"), Buffer.alloc(300)]), "a.jpg"],
    ["a Linux program", Buffer.concat([Buffer.from("\x7fELF\x02\x01\x01", "latin1"), Buffer.alloc(300)]), "a.pdf"],
    ["an archive", zipOf("holiday.jpg"), "a.docx"],
    ["an app", zipOf("AndroidManifest.xml", "classes.dex"), "a.docx"],
    [
      "an office file with macros",
      zipOf("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/vbaProject.bin"),
      "a.docm",
    ],
    ["an installer", storeOf("SummaryInformation"), "a.msi"],
    ["a RAR archive", Buffer.from("Rar!\x1a\x07\x01\0", "latin1"), "a.rar"],
    ["bytes that are no text", Buffer.from([1, 2, 3, 4, 5]), "a.txt"],
    ["a text with a NUL", Buffer.from("a\0b"), "a.txt"],
    ["nothing", Buffer.alloc(0), "a.txt"],
  ];
  test.each(refused)("%s is refused", async (_, bytes, name) => {
    expect(await sniffed(bytes, name)).toBeNull();
  });
});

describe("limits", () => {
  test("say what may be announced", () => {
    expect(refusalOfAnnounced({ size: 1, note: "" })).toBeNull();
    expect(refusalOfAnnounced({ size: mostBytes, note: "" })).toBeNull();
    expect(refusalOfAnnounced({ size: mostBytes + 1, note: "" })).toBe("too_large");
    expect(refusalOfAnnounced({ size: 0, note: "" })).toBe("empty");
    expect(refusalOfAnnounced({ size: -1, note: "" })).toBe("size_unknown");
    expect(refusalOfAnnounced({ size: 1.5, note: "" })).toBe("size_unknown");
    expect(refusalOfAnnounced({ size: null, note: "长".repeat(501) })).toBe("note_too_long");
  });

  test("are those of the kind that the bytes turned out to be", () => {
    expect(refusalOfType("image/jpeg", limitOf("image"))).toBeNull();
    expect(refusalOfType("image/jpeg", limitOf("image") + 1)).toBe("too_large");
    expect(refusalOfType("video/mp4", limitOf("image") + 1)).toBeNull();
    expect(refusalOfType("text/html", 10)).toBe("unknown_type");
    expect(refusalOfType("constructor", 10)).toBe("unknown_type");
    expect(refusalOfType(null, 10)).toBe("unknown_type");
  });

  test("no end of a name that a browser or a system would run is among those taken", () => {
    for (const end of ["html", "htm", "svg", "xml", "js", "exe", "msi", "bat", "docm", "zip"]) {
      expect(acceptedExtensions).not.toContain(end);
    }
  });
});

describe("names", () => {
  test.each([
    ["C:\\Users\\demo\\照片.jpg", "照片.jpg"],
    ["../../etc/passwd", "passwd"],
    ["a\u202egpj.exe\0.jpg", "agpj.exe.jpg"],
    ["  a \n b.jpg ", "a b.jpg"],
    ["..", null],
    ["", null],
  ])("%j is kept as %j", (given, kept) => expect(keptName(given)).toBe(kept));

  test("endless ones keep their end", () => {
    const kept = keptName(`${"长".repeat(400)}.jpg`) ?? "";
    expect([...kept]).toHaveLength(200);
    expect(kept.endsWith(".jpg")).toBe(true);
  });

  test("are handed out with an end that fits, and quarantined with one that opens nothing", () => {
    expect(downloadName("照片.jpg", "image/jpeg", "open")).toBe("照片.jpg");
    expect(downloadName("setup.msi", "application/x-cfb", "open")).toBe("setup.msi.doc");
    expect(downloadName("a:b*c?.txt", "text/plain", "open")).toBe("a_b_c_.txt");
    expect(downloadName(".htaccess", "text/plain", "open")).toBe("htaccess.txt");
    expect(downloadName(null, "image/jpeg", "open")).toBe("evidence.jpg");
    expect(downloadName("照片.jpg", "image/jpeg", "quarantined")).toBe("照片.jpg.quarantined");
  });

  test("stand in the header for old and new browsers, and nothing breaks out of it", () => {
    expect(attachmentOf("照片 (1).jpg")).toBe(
      "attachment; filename=\"__ (1).jpg\"; filename*=UTF-8''%E7%85%A7%E7%89%87%20%281%29.jpg",
    );
    expect(attachmentOf('a".jpg')).toBe("attachment; filename=\"a_.jpg\"; filename*=UTF-8''a%22.jpg");
  });
});
