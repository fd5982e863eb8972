/** Something that stands in the way of starting; `launcher/lines.mjs` has the sentence for its code. */
export class Refusal extends Error {
  /**
   * @param {keyof typeof import("./launcher/lines.mjs").chinese.refusals} code
   * @param {Record<string, string | number>} [values]
   */
  constructor(code, values = {}) {
    super(`${code} ${JSON.stringify(values)}`);
    this.name = "Refusal";
    this.code = code;
    this.values = values;
  }
}
