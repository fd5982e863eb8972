// How text becomes lines on paper: Chinese breaks between any two characters but not before closing punctuation nor after
// opening punctuation; words and numbers in Latin letters stay whole.

const neverFirst = new Set("，。、；：？！）】》〉”’」』〕…—％,.;:?!)]}%");
const neverLast = new Set("（【《〈“‘「『〔([{");
const isWord = (/** @type {string} */ character) => /[\p{Script=Latin}\p{Nd}@._/:?=&+-]/u.test(character);

/**
 * The text as the font can print it. What it has no glyph for stands as its code point, 〔U+20BB7〕: never a lost letter.
 *
 * @param {string} text
 * @param {(point: number) => boolean} has
 */
export function readable(text, has) {
  let replaced = false;
  const shown = [...text.normalize("NFC").replace(/\r\n?/g, "\n").replaceAll("\t", " ")]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      if (character === "\n" || has(point)) return character;
      replaced = true;
      return `〔U+${point.toString(16).toUpperCase().padStart(4, "0")}〕`;
    })
    .join("");
  return { text: shown, replaced };
}

/**
 * Breaks a text into lines no wider than `width`, in ems.
 *
 * @param {string} text
 * @param {number} width
 * @param {(character: string) => number} widthOf
 * @returns {string[]}
 */
export function breakLines(text, width, widthOf) {
  return text.split("\n").flatMap((paragraph) => {
    /** @type {string[]} */
    const lines = [];
    let line = "";
    let used = 0;
    for (const piece of pieces(paragraph, width, widthOf)) {
      const length = measure(piece, widthOf);
      if (used + length > width && line !== "") {
        lines.push(line.trimEnd());
        line = "";
        used = 0;
        if (piece === " ") continue;
      }
      line += piece;
      used += length;
    }
    return [...lines, line.trimEnd()];
  });
}

/** @param {string} text @param {(character: string) => number} widthOf */
const measure = (text, widthOf) => [...text].reduce((sum, character) => sum + widthOf(character), 0);

/**
 * What stays together on a line. A word longer than a whole line is cut.
 *
 * @param {string} text
 * @param {number} width
 * @param {(character: string) => number} widthOf
 */
function pieces(text, width, widthOf) {
  /** @type {string[]} */
  const found = [];
  let last = "";
  for (const character of text) {
    const before = found.length - 1;
    const joins =
      (isWord(last) && isWord(character)) || neverFirst.has(character) || (last !== "" && neverLast.has(last));
    const together = `${found[before] ?? ""}${character}`;
    if (joins && before >= 0 && last !== " " && measure(together, widthOf) <= width) found[before] = together;
    else found.push(character);
    last = character;
  }
  return found;
}
