import type { Page } from "playwright-core";

/** Words of the Latin alphabet that Chinese pages use as they are. */
const borrowed =
  /^(PDF|PIN|IP|Linux|Windows|macOS|Android|iOS|Chrome|Firefox|Safari|Edge|SHA|SM3|JPG|JPEG|PNG|HEIC|WebP|MP3|M4A|AMR|WAV|MP4|MOV|TXT|DOC|DOCX|XLS|XLSX|PPT|Word|Excel|MB|GB|KB|kB|ID|QR|Tab|Enter|Esc|Shift|Ctrl|English|API|CSV|JSON|PEM|Ed25519|OpenAPI|UTC|App|ICP|DNA|CT|HIV|GPS|AES|GCM)$/;

/**
 * What people wrote stays in their language. The demo's people, children, places and sentences nearly all say of
 * themselves that they are invented; a child's masked name, where a child is, and a document's number do not; a few
 * log-ins are whole words.
 */
const written = /示例|例木|[示例]\*\*|报告人甲|在学校|字〔\d{4}〕\d+号|^(admin|auditor)$/;

/** What is wrong with the language of a page: words of the other one outside of what people wrote and of names. */
export async function foreignWords(page: Page, locale: "zh-CN" | "en"): Promise<string[]> {
  const texts = await page.evaluate((): string[] => {
    const isShown = (element: Element): boolean => element.checkVisibility();
    // What people or machines wrote: codes, addresses, log-ins, and pieces marked as of another language.
    const data =
      "script, style, template, code, kbd, samp, [translate=no], [lang]:not(html), .font-code, [data-verification-code]";
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest(data) !== null || !isShown(parent)) continue;
      found.push(node.textContent ?? "");
    }
    for (const element of document.body.querySelectorAll("[aria-label], [placeholder], [alt], [title]")) {
      if (element.closest(data) !== null) continue;
      for (const name of ["aria-label", "placeholder", "alt", "title"]) found.push(element.getAttribute(name) ?? "");
    }
    return found;
  });
  const own = texts
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text !== "" && !written.test(text));
  if (locale === "en") return unique(own.filter((text) => /\p{Script=Han}/u.test(text)));
  return unique(
    own.filter((text) =>
      text
        // Fingerprints, numbers of cases and matters, addresses of mail and pages, log-ins with their hyphens.
        .replace(/\b[\dA-F]{4}(?: [\dA-F]{4})+\b/g, " ")
        .replace(/\bBJ[A-Z]?-[\dA-Z-]+/g, " ")
        .replace(/\S+@\S+|https?:\S+|[\w.]*\/[a-z][\w/.-]*|[a-z]+(?:-[a-z]+)+|[A-Z]{4}(?:-[A-Z]{4})+/g, " ")
        .split(/[^A-Za-z\d]+/)
        .some((word) => /^[A-Za-z]{2,}/.test(word) && !borrowed.test(word)),
    ),
  );
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].map((text) => text.slice(0, 120));

/** A page says what it is: one heading, a title of its own, its language. */
export async function headFaults(page: Page, locale: "zh-CN" | "en"): Promise<string[]> {
  const { title, lang, headings } = await page.evaluate(() => ({
    title: document.title.trim(),
    lang: document.documentElement.lang,
    headings: [...document.querySelectorAll("h1")].filter((heading) => heading.checkVisibility()).length,
  }));
  return [
    ...(title === "" ? ["no title"] : []),
    ...(lang === locale ? [] : [`in ${lang} instead of ${locale}`]),
    ...(headings === 1 ? [] : [`${headings} first headings`]),
  ];
}

interface Seen {
  readonly missed: readonly string[];
  readonly unmarked: readonly string[];
  readonly jumping: readonly string[];
}

/** Goes through a page with Tab alone: what cannot be reached, and what does not show that it has the focus. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const most = await page.evaluate(() => {
    const seen = new Set<Element>();
    const unmarked = new Set<Element>();
    const isMarked = (element: Element): boolean => {
      // A choice shows its focus on the line that it stands in.
      for (let up: Element | null = element, steps = 0; up !== null && steps < 3; up = up.parentElement, steps += 1) {
        const { outlineStyle, outlineWidth } = getComputedStyle(up);
        if (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) return true;
      }
      return false;
    };
    document.addEventListener("focusin", ({ target }) => {
      if (!(target instanceof Element)) return;
      seen.add(target);
      if (!isMarked(target)) unmarked.add(target);
    });
    const all = [
      ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]"),
    ].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(":disabled, [type=hidden]"))
        return false;
      if (element.getAttribute("tabindex") === "-1" || element.closest("[inert]") !== null) return false;
      if (element instanceof HTMLElement && element.tabIndex < 0) return false;
      // Of choices of which one is taken, Tab reaches one; the arrows reach the others.
      if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
      const group = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter(
        ({ name, form }) => name === element.name && form === element.form,
      );
      return element === (group.find(({ checked }) => checked) ?? group[0]);
    });
    Object.assign(window, { everyPage: { all, seen, unmarked } });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return all.length;
  });
  // A date or a time stops Tab at each of its parts.
  for (let pressed = 0; pressed < 3 * most + 20; pressed += 1) {
    await page.keyboard.press("Tab");
    if (pressed % 10 === 9 && (await page.evaluate("everyPage.all.every((one) => everyPage.seen.has(one))"))) break;
  }
  const found: Seen = await page.evaluate(`(() => {
    const { all, seen, unmarked } = everyPage;
    const told = (one) => one.outerHTML.slice(0, 110);
    const isRadio = (one) => one.matches("input[type=radio]");
    const isReached = (one) => seen.has(one) || (isRadio(one) && [...seen].some((other) => other.name === one.name));
    return {
      missed: all.filter((one) => !isReached(one)).map(told),
      unmarked: [...unmarked].map(told),
      jumping: [...document.querySelectorAll("[tabindex]")].filter((one) => one.tabIndex > 0).map(told),
    };
  })()`);
  return [
    ...found.missed.map((html) => `Tab does not reach ${html}`),
    ...found.unmarked.map((html) => `no focus is shown on ${html}`),
    ...found.jumping.map((html) => `takes the focus out of turn: ${html}`),
  ];
}

/** What stands out over the right edge of the line that it stands in. */
export async function overhangs(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("[data-row]")].flatMap((row) => {
      const edge = row.getBoundingClientRect().right;
      return [...row.querySelectorAll("*")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > edge + 0.5)
        .map((one) => `stands out of its line: ${one.outerHTML.slice(0, 110)}`);
    }),
  );
}
