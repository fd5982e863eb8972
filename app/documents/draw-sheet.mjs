// Draws an official form as a PDF, in a thread of its own: it takes half a second, and pages must not wait for it. The
// same form gives the same bytes: nothing here looks at the clock or draws lots.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import * as fontkit from "fontkit";
import PDFDocument from "pdfkit";
import qrcode from "qrcode";
import { breakLines, readable } from "./lines.mjs";

/** @import { Sheet } from "./sheet.ts" */

/**
 * @typedef {object} Drawing
 * @property {Sheet} sheet
 * @property {string} fingerprint
 * @property {string | null} withdrawn the line that stands above a form that was withdrawn
 */

const fontsAt = join(dirname(createRequire(import.meta.url).resolve("@embedpdf/fonts-sc")), "../fonts");
const regular = readFileSync(join(fontsAt, "NotoSansHans-Regular.otf"));
const bold = readFileSync(join(fontsAt, "NotoSansHans-Bold.otf"));

const page = { width: 595.28, height: 841.89, left: 62, right: 62, top: 62, bottom: 74 };
const inner = page.width - page.left - page.right;
const label = 118;
const pad = 6;
const body = { size: 10.5, leading: 17 };
const grey = "#555555";
const line = "#8a8a8a";

/** @param {Drawing} drawing */
function draw({ sheet, fingerprint, withdrawn }) {
  const font = fontkit.create(regular);
  if (!("hasGlyphForCodePoint" in font)) throw new Error("the font is a collection");
  const has = (/** @type {number} */ point) => font.hasGlyphForCodePoint(point);
  let lacking = false;
  /** @param {string} text */
  const plain = (text) => {
    const { text: shown, replaced } = readable(text, has);
    lacking ||= replaced;
    return shown;
  };

  const doc = new PDFDocument({
    size: [page.width, page.height],
    margin: 0,
    bufferPages: true,
    lang: "zh-CN",
    // What names the file's maker must not differ from one drawing to the next.
    info: {
      Title: `${sheet.title} ${sheet.number}`,
      Author: sheet.office,
      Producer: "",
      Creator: "",
      CreationDate: new Date(0),
      ModDate: new Date(0),
    },
  });
  /** @type {Buffer[]} */
  const parts = [];
  doc.on("data", (/** @type {Buffer} */ part) => parts.push(part));
  const ended = new Promise((resolve) => doc.on("end", resolve));
  doc.registerFont("regular", regular);
  doc.registerFont("bold", bold);

  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @param {string} character */
  const widthOf = (character) => {
    const known = widths.get(character);
    if (known !== undefined) return known;
    const [glyph] = font.glyphsForString(character);
    const width = (glyph?.advanceWidth ?? font.unitsPerEm) / font.unitsPerEm;
    widths.set(character, width);
    return width;
  };
  /** @param {string} text @param {number} width @param {number} size */
  const wrap = (text, width, size) => breakLines(plain(text), width / size, widthOf);

  /** @param {string} text @param {number} x @param {number} y @param {{ size?: number, face?: string, color?: string, width?: number, align?: "left" | "center" | "right" }} [look] */
  const put = (text, x, y, look = {}) => {
    const { size = body.size, face = "regular", color = "#000000", width, align = "left" } = look;
    const length = [...text].reduce((sum, character) => sum + widthOf(character), 0) * size;
    const shift =
      width === undefined || align === "left" ? 0 : align === "right" ? width - length : (width - length) / 2;
    doc
      .font(face)
      .fontSize(size)
      .fillColor(color)
      .text(text, x + shift, y, { lineBreak: false, features: [] });
  };

  let y = page.top;
  const floor = page.height - page.bottom;
  const turn = () => {
    doc.addPage();
    y = page.top;
  };
  /** @param {number} height */
  const room = (height) => {
    if (y + height > floor) turn();
  };
  /** @param {string} text @param {{ size?: number, face?: string, indent?: number, color?: string }} [look] */
  const paragraph = (text, { size = 11, face = "regular", indent = 0, color = "#000000" } = {}) => {
    const leading = size * 1.7;
    for (const [index, words] of breakLines(plain(text), (inner - indent) / size, widthOf).entries()) {
      room(leading);
      put(words, page.left + (index === 0 ? indent : 0), y, { size, face, color });
      y += leading;
    }
  };

  if (withdrawn !== null) {
    const words = wrap(withdrawn, inner - 2 * pad, 11);
    doc
      .rect(page.left, y, inner, words.length * 18 + 2 * pad)
      .lineWidth(1.2)
      .strokeColor("#000000")
      .stroke();
    for (const [index, one] of words.entries())
      put(one, page.left + pad, y + pad + index * 18, { size: 11, face: "bold" });
    y += words.length * 18 + 2 * pad + 16;
  }
  put(plain(sheet.title), page.left, y, { size: 22, face: "bold", width: inner, align: "center" });
  y += 34;
  put(sheet.english, page.left, y, { size: 9, color: grey, width: inner, align: "center" });
  y += 22;
  put(plain(sheet.number), page.left, y, { size: 11, width: inner, align: "right" });
  y += 26;
  if (sheet.addressee !== null) {
    paragraph(sheet.addressee, { face: "bold" });
    y += 4;
  }
  if (sheet.opening !== null) {
    paragraph(sheet.opening, { indent: 22 });
    y += 8;
  }

  for (const { heading, rows } of sheet.sections) {
    room(28 + 2 * pad + body.leading);
    put(plain(heading), page.left, y, { size: 12, face: "bold" });
    y += 22;
    for (const row of rows) {
      const left = wrap(row.label, label - 2 * pad, body.size);
      const right = wrap(row.value, inner - label - 2 * pad, body.size);
      const count = Math.max(left.length, right.length, 1);
      for (let from = 0; from < count; ) {
        room(body.leading + 2 * pad);
        const fits = Math.max(1, Math.floor((floor - y - 2 * pad) / body.leading));
        const upTo = Math.min(count, from + fits);
        const height = (upTo - from) * body.leading + 2 * pad;
        doc.lineWidth(0.6).strokeColor(line);
        doc.rect(page.left, y, inner, height).stroke();
        doc
          .moveTo(page.left + label, y)
          .lineTo(page.left + label, y + height)
          .stroke();
        for (let index = from; index < upTo; index += 1) {
          const top = y + pad + (index - from) * body.leading;
          // On each further page the label stands again beside what goes on.
          const said = left[index - from];
          if (said !== undefined) put(said, page.left + pad, top, { color: grey });
          const told = right[index];
          if (told !== undefined) put(told, page.left + label + pad, top);
        }
        y += height;
        from = upTo;
        if (from < count) turn();
      }
    }
    y += 14;
  }
  const foot = 128;
  if (sheet.closing !== null) {
    // What closes the form stands on one page with the seal.
    room(breakLines(plain(sheet.closing), (inner - 22) / 11, widthOf).length * 11 * 1.7 + 8 + foot);
    paragraph(sheet.closing, { indent: 22 });
    y += 8;
  }
  if (lacking) {
    paragraph(sheet.missingLine, { size: 9, color: grey });
    y += 6;
  }

  room(foot);
  const code = qrcode.create(`${sheet.verification.address}?code=${sheet.verification.code}`, {
    errorCorrectionLevel: "M",
  }).modules;
  const module = 76 / code.size;
  for (let row = 0; row < code.size; row += 1) {
    for (let column = 0; column < code.size; column += 1) {
      if (code.get(row, column)) doc.rect(page.left + column * module, y + row * module, module, module);
    }
  }
  doc.fill("#000000");
  const beside = page.left + 88;
  const words = [...wrap(sheet.verification.says, 186, 9), ...breakLines(sheet.verification.address, 186 / 9, widthOf)];
  for (const [index, one] of words.entries()) put(one, beside, y + index * 14, { size: 9, color: grey });
  put(sheet.verification.code, beside, y + words.length * 14 + 2, { size: 11, face: "bold" });
  const stamp = { x: page.width - page.right - 170, width: 170 };
  for (const [index, one] of wrap(sheet.office, stamp.width, 11).entries()) {
    put(one, stamp.x, y + index * 17, { size: 11, face: "bold", width: stamp.width, align: "right" });
  }
  put(sheet.issuedOn, stamp.x, y + 38, { size: 11, width: stamp.width, align: "right" });
  doc
    .roundedRect(stamp.x + 62, y + 58, 108, 66, 4)
    .dash(3, { space: 3 })
    .lineWidth(0.8)
    .strokeColor(line)
    .stroke();
  doc.undash();
  put(sheet.sealPlace, stamp.x + 62, y + 84, { size: 10, color: grey, width: 108, align: "center" });

  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    const at = page.height - page.bottom + 22;
    doc
      .moveTo(page.left, at - 6)
      .lineTo(page.width - page.right, at - 6)
      .lineWidth(0.5)
      .strokeColor(line)
      .stroke();
    const pages = sheet.pageLine.replace("{page}", String(index + 1)).replace("{pages}", String(count));
    put(plain(sheet.number), page.left, at, { size: 9, color: grey });
    put(pages, page.left, at, { size: 9, color: grey, width: inner, align: "right" });
    put(`${sheet.fingerprintLine} ${fingerprint}`, page.left, at + 14, { size: 8, color: grey });
  }
  // The file's own identifier comes from what it says, not from a lottery.
  identify(doc, createHash("md5").update(fingerprint).update(String(withdrawn)).digest());
  doc.end();
  return ended.then(() => Buffer.concat(parts));
}

/** @param {InstanceType<typeof PDFDocument>} doc @param {Buffer} id */
function identify(doc, id) {
  if ("_id" in doc) Object.assign(doc, { _id: id });
}

const drawn = await draw(workerData);
parentPort?.postMessage(drawn);
