/** Somebody with a browser that has no scripts: follows redirects, keeps cookies, sends forms. */
export class Visitor {
  /** @param {string} portal the portal's address */
  constructor(portal) {
    this.portal = portal;
    this.place = portal;
    /** @type {Map<string, string>} */
    this.cookies = new Map();
  }

  /** @param {string} address @returns {Promise<string>} the page that it leads to */
  open(address) {
    return this.#ask(new URL(address, this.place), {});
  }

  /**
   * @param {string} address
   * @param {URLSearchParams} fields
   * @returns {Promise<string>} the page that comes back
   */
  send(address, fields) {
    return this.#ask(new URL(address || this.place, this.place), {
      method: "POST",
      body: fields.toString(),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Origin: new URL(this.portal).origin },
    });
  }

  /** @param {URL} address @param {{ method?: string, body?: string, headers?: Record<string, string> }} request @returns {Promise<string>} */
  async #ask(address, request) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...request.headers, ...(cookie === "" ? {} : { Cookie: cookie }) };
    const answer = await fetch(address, { ...request, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const next = answer.headers.get("Location");
    if (next !== null && answer.status >= 300 && answer.status < 400) {
      await answer.arrayBuffer();
      return this.#ask(new URL(next, address), {});
    }
    this.place = address.toString();
    const page = await answer.text();
    if (!answer.ok) throw new Error(`${request.method ?? "GET"} ${address.pathname} answered ${answer.status}`);
    return page;
  }

  /** @param {string} line */
  #keep(line) {
    const [pair = "", ...rest] = line.split(";");
    const [name = "", ...value] = pair.split("=");
    const gone = rest.some((part) => /^\s*max-age=(0|-)/i.test(part)) || value.join("=") === "";
    if (gone) this.cookies.delete(name.trim());
    else this.cookies.set(name.trim(), value.join("="));
  }
}
