/** What came back, before any redirect is followed. */
export interface VisitAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly body: string;
}

/** A browser without scripts at the level of requests: keeps cookies, and brings the form token along when it posts. */
export interface TestVisitor {
  ask(method: "GET" | "POST", path: string, fields?: Readonly<Record<string, string>>): Promise<VisitAnswer>;
  /** Sends exactly this; the form token is the caller's own affair. */
  send(path: string, request: RequestInit): Promise<VisitAnswer>;
  readonly token: string;
}

/** A browser that has just come, signed in where somebody is named. */
export async function signedInBrowser(
  url: string,
  somebody: { readonly login: string; readonly password: string } | null,
): Promise<TestVisitor> {
  const cookies = new Map<string, string>();
  const send = async (path: string, request: RequestInit): Promise<VisitAnswer> => {
    const headers = new Headers(request.headers);
    headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (!headers.has("Accept")) headers.set("Accept", "text/html");
    const answer = await fetch(new URL(path, url), {
      ...request,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(20_000),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      const gone = /;\s*max-age=0/i.test(line) || pair.length === at + 1;
      if (gone) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const isStream = (answer.headers.get("Content-Type") ?? "").startsWith("text/event-stream");
    if (isStream) await answer.body?.cancel();
    const body = isStream ? "" : await answer.text();
    return { status: answer.status, location: answer.headers.get("Location"), headers: answer.headers, body };
  };
  const first = await send("/sign-in", { method: "GET" });
  const token = /<meta name="form-token" content="([^"]+)"/.exec(first.body)?.[1] ?? "";
  const ask: TestVisitor["ask"] = (method, path, fields = {}) =>
    method === "GET"
      ? send(path, { method })
      : send(path, {
          method,
          body: new URLSearchParams({ ...fields, form_token: token }),
          headers: { Origin: new URL(url).origin, "X-Form-Token": token },
        });
  if (somebody !== null) {
    const { status } = await ask("POST", "/sign-in", { ...somebody });
    if (status !== 303) throw new Error(`${somebody.login} was not signed in: ${status}`);
  }
  return { ask, send, token };
}
