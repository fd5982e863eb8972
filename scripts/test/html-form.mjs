/**
 * Reads the forms of a page the way a person without scripts meets them. Knows just as much HTML as the portal writes.
 * @typedef {{ tag: string, type: string, name: string, value: string, checked: boolean, options: string[] }} Control
 * @typedef {{ method: string, action: string, controls: Control[] }} Form
 */

/**
 * The forms in the main part of a page.
 * @param {string} html
 * @returns {Form[]}
 */
export function formsIn(html) {
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return [...main.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = "", inside = ""]) => {
    const { method = "get", action = "" } = attributesIn(attributes);
    return { method: method.toLowerCase(), action, controls: controlsIn(inside) };
  });
}

/** @param {string} html @returns {Control[]} */
function controlsIn(html) {
  const found = html.matchAll(/<(input|button)\b([^>]*)>|<(select|textarea)\b([^>]*)>([\s\S]*?)<\/\3>/g);
  return [...found].flatMap(([, single, own = "", double, opened = "", inside = ""]) => {
    const tag = single ?? double ?? "";
    const attributes = attributesIn(single === undefined ? opened : own);
    if (attributes.disabled !== undefined) return [];
    return [
      {
        tag,
        type: attributes.type ?? tag,
        name: attributes.name ?? "",
        value: tag === "textarea" ? decoded(inside) : (attributes.value ?? ""),
        checked: attributes.checked !== undefined,
        options: [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, option = ""]) => attributesIn(option).value ?? ""),
      },
    ];
  });
}

/** @param {string} text @returns {Record<string, string>} */
function attributesIn(text) {
  return Object.fromEntries(
    [...text.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g)].map(([, name = "", value = ""]) => [
      name.toLowerCase(),
      decoded(value),
    ]),
  );
}

/** What a page says, without its marks. @param {string} html */
export function textOf(html) {
  return decoded(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]+>/g, " "))
    .replace(/\s+/g, " ")
    .trim();
}

/** @param {string} text */
function decoded(text) {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/**
 * What a browser would send for the form once these answers were given: hidden fields and what was filled in before
 * stay, a radio or a checkbox is chosen by its value, and the button that was pressed comes along.
 * @param {Form} form
 * @param {(control: Control) => string | undefined} answer undefined leaves a control as it is
 * @param {Control | undefined} pressed
 */
export function filledIn(form, answer, pressed) {
  const sent = new URLSearchParams();
  for (const control of form.controls) {
    if (control.name === "" || control.tag === "button" || control.type === "submit") continue;
    const given = answer(control);
    const chosen = control.type === "radio" || control.type === "checkbox";
    if (chosen) {
      if (given === undefined ? control.checked : given === control.value)
        sent.append(control.name, control.value || "on");
    } else {
      sent.append(control.name, given ?? control.value);
    }
  }
  if (pressed !== undefined && pressed.name !== "") sent.append(pressed.name, pressed.value);
  return sent;
}
