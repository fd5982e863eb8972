import type { ServerBuild } from "@remix-run/node";

/** An address as the portal was built to answer it. */
export interface BuiltRoute {
  /** `/cases/:number` */
  readonly pattern: string;
  readonly methods: readonly ("GET" | "POST")[];
}

/** Every route of `build/server`, with the methods that it answers. */
export async function builtRoutes(): Promise<BuiltRoute[]> {
  const build: ServerBuild = await import(new URL("../../build/server/index.js", import.meta.url).href);
  const pathOf = (id: string): string => {
    const route = build.routes[id];
    if (route === undefined) return "";
    const above = route.parentId === undefined ? "" : pathOf(route.parentId);
    return route.path === undefined || route.path === "" ? above : `${above}/${route.path}`;
  };
  return Object.values(build.routes).flatMap((route) => {
    if (route === undefined || route.id === "root") return [];
    const { loader, action, default: page } = route.module;
    const methods: ("GET" | "POST")[] = [];
    if (loader !== undefined || page !== undefined) methods.push("GET");
    if (action !== undefined) methods.push("POST");
    return [{ pattern: pathOf(route.id) || "/", methods }];
  });
}
