// The script of the pages on which a passkey is shown or made. Everything else on them works without it.
// A form with `data-passkey` asks the server what to do (`data-options`), lets the authenticator do it, puts the answer
// into the form's hidden fields and sends the form like any other.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  if (!browserSupportsWebAuthn()) form.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void show(form);
  });
}

async function show(form: HTMLFormElement): Promise<void> {
  const problem = form.querySelector<HTMLElement>("[data-passkey-problem]");
  const button = form.querySelector("button");
  if (problem !== null) problem.hidden = true;
  button?.setAttribute("aria-disabled", "true");
  try {
    const { step, options } = await ask(form.dataset.options ?? "");
    const answer =
      form.dataset.passkey === "make"
        ? await startRegistration({ optionsJSON: options })
        : await startAuthentication({ optionsJSON: options });
    put(form, "step", step);
    put(form, "response", JSON.stringify(answer));
    HTMLFormElement.prototype.submit.call(form);
  } catch {
    // Cancelled, timed out, no passkey here, or no connection: the reader may try again or take another way.
    if (problem !== null) problem.hidden = false;
    button?.removeAttribute("aria-disabled");
  }
}

async function ask(address: string) {
  const token = document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? "";
  const answer = await fetch(address, { method: "POST", headers: { "X-Form-Token": token } });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return answer.json();
}

function put(form: HTMLFormElement, name: string, value: string): void {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}
