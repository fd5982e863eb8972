import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import type { OidcConfig } from "#app/platform/config-outside.ts";
import { freePort } from "#scripts/postgres/server.mjs";

/** A real OpenID provider on this machine, where somebody is signed in already and nothing is asked. */
export interface IdentityProvider {
  readonly client: OidcConfig;
  /** Who is signed in there, and how the provider says they showed it. */
  signedIn: { readonly subject: string; readonly amr?: readonly string[]; readonly acr?: string };
  stop(): Promise<void>;
}

/** Starts a provider that knows one client: the portal at `portalUrl`. */
export async function startIdentityProvider(portalUrl: string): Promise<IdentityProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const client: OidcConfig = { issuer, clientId: "portal", clientSecret: randomBytes(32).toString("base64url") };
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${portalUrl}/sign-in/oidc/return`],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    claims: { openid: ["sub", "amr", "acr"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" }] },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_ctx: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    ttl: { Session: 60, Grant: 60, Interaction: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  });
  const running: IdentityProvider = {
    client,
    signedIn: { subject: "nobody" },
    stop: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
  const answer = provider.callback();
  const server = createServer((req, res) => {
    if (!req.url?.startsWith("/interaction/")) return answer(req, res);
    const { subject, ...shown } = running.signedIn;
    const grant = new provider.Grant({ accountId: subject, clientId: client.clientId });
    grant.addOIDCScope("openid");
    void grant
      .save()
      .then((grantId) =>
        provider.interactionFinished(req, res, { login: { accountId: subject, ...shown }, consent: { grantId } }),
      )
      .catch((error: unknown) => res.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", resolve));
  return running;
}

/** Goes through the provider as a browser does, its cookies kept, and returns the address it sends back to. */
export async function throughProvider(address: string, portalUrl: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let hop = 0; hop < 10; hop += 1) {
    if (at.startsWith(portalUrl)) return new URL(at);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answered = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const line of answered.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const to = answered.headers.get("location");
    if (to === null) throw new Error(`the provider answered ${answered.status}: ${await answered.text()}`);
    at = new URL(to, at).href;
  }
  throw new Error("the provider sends the browser in circles");
}
