/** What the global set-up hands to test files through vitest's `inject`. */
export interface ProvidedPostgres {
  /** The server's owner, connected to a database that nobody clones. */
  readonly adminUrl: string;
  /** A migrated, empty database. */
  readonly template: string;
  /** base64 */
  readonly masterKey: string;
}

declare module "vitest" {
  interface ProvidedContext {
    postgres: ProvidedPostgres;
  }
}
