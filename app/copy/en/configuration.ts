import type { configuration as zh } from "../zh-CN/configuration.ts";

const faults = {
  missing: "is not set",
  given_twice: "is set together with MASTER_KEY_FILE; keep only one of them",
  unknown_value: "has a value that is not allowed",
  not_an_address: "is not a complete address",
  other_kind_of_address: "is an address of the wrong kind",
  not_a_port: "is not a port number between 1 and 65535",
  not_a_host: "is not a host name or an IP address",
  too_short: "is too short: it needs 32 characters or more",
  not_32_bytes: "is neither 32 bytes in base64 nor a key ring",
  unreadable: "points to a file that cannot be read",
  not_public_keys: "points to a file that is not made of Ed25519 public keys (PEM)",
  not_ed25519: "points to a file that is not an Ed25519 private key (PEM)",
  demo_value: "is a value made for the demo, which production does not accept",
  weak: "is not random enough for production",
  not_https: "is not an https address, which production requires",
};

const whatToDo = {
  PORTAL_MODE: "Set it to demo or production.",
  DATABASE_WEB_URL:
    "Give the PostgreSQL address of the role portal_web, like postgres://portal_web:password@host:5432/database; with npm start the launcher provides it.",
  DATABASE_WORKER_URL:
    "Give the PostgreSQL address of the role portal_worker, like postgres://portal_worker:password@host:5432/database; with npm start the launcher provides it.",
  QUEUE_DATABASE_URL:
    "Give the PostgreSQL address of the job queue (role portal_queue, a database of its own), or use REDIS_URL instead.",
  REDIS_URL:
    "It may begin with redis://, rediss://, redis+sentinel:// or redis+cluster://; leave it out to use the PostgreSQL queue.",
  MASTER_KEY:
    "Make one with openssl rand -base64 32 and keep a safe copy: without it no case can be decrypted. MASTER_KEY_FILE may point to a file instead.",
  MASTER_KEY_FILE: "Point it to a file that this process can read, made with openssl rand -base64 32.",
  FORMER_SIGNING_KEYS_FILE:
    "Before the signing key is changed, put its public half into this file, one after another: openssl pkey -pubout.",
  SIGNING_KEY_FILE: "Make one with openssl genpkey -algorithm ed25519 -out signing-key.pem and give its path here.",
  SESSION_SECRET: "Make one with openssl rand -hex 32.",
  SMTP_URL:
    "Give the address of the mail server, like smtps://user:password@host:465; without it no notice reaches the officers.",
  PORT: "Choose another port, for example PORT=3100.",
  HOST: "Give the address to listen on, for example 127.0.0.1 or 0.0.0.0.",
  PORTAL_URL: "Give the address that people type to reach the portal, like https://baohu.example.gov.cn.",
  LOG_LEVEL: "Use fatal, error, warn, info, debug, trace or silent.",
  DATA_DIR: "Give the folder that holds this machine's data.",
  SEAL_SUITE: "Use aes-256-gcm (the default) or sm4 (SM4 with HMAC-SM3).",
  STORAGE_URL:
    "Say where evidence files lie: the absolute path of a folder, or s3+https://access:secret@host:port/bucket; without it they lie below DATA_DIR.",
  CLAMD_HOST:
    "Give the host of the virus scanner clamd, with a port if need be, like 127.0.0.1:3310; without it nothing is scanned.",
  OIDC_ISSUER:
    "Give the OpenID Connect address of the city's identity provider; without it only the portal's own logins are used.",
  OIDC_CLIENT_ID: "Give the client id that is registered with the identity provider.",
  OIDC_CLIENT_SECRET:
    "Give the client secret that is registered with the identity provider; OIDC_CLIENT_SECRET_FILE may point to a file instead.",
  OIDC_CLIENT_SECRET_FILE: "Point it to a file that this process can read.",
  TRUSTED_PROXIES:
    "Give the IP addresses or networks of the proxies in front, separated by commas; one on this machine needs no mention.",
};

export const configuration = {
  heading: "The configuration is wrong; the portal has not started:",
  faults,
  whatToDo,
  sentence: (problem: { variable: keyof typeof whatToDo; fault: keyof typeof faults }): string =>
    `${problem.variable} ${faults[problem.fault]}. ${whatToDo[problem.variable]}`,
} satisfies typeof zh;
