/** Browsers and systems that the list of one's sessions tells apart; anything else is `other`. */
export type BrowserKind = "wechat" | "edge" | "firefox" | "chrome" | "safari" | "other";
export type SystemKind = "harmony" | "android" | "ios" | "windows" | "mac" | "linux" | "other";

// The order matters: most browsers also name those that they want to be taken for.
const browsers: readonly (readonly [BrowserKind, RegExp])[] = [
  ["wechat", /MicroMessenger\//],
  ["edge", /\bEdg(?:A|iOS)?\//],
  ["firefox", /\b(?:Firefox|FxiOS)\//],
  ["chrome", /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ["safari", /\bSafari\//],
];
const systems: readonly (readonly [SystemKind, RegExp])[] = [
  ["harmony", /HarmonyOS|OpenHarmony/],
  ["android", /Android/],
  ["ios", /iPhone|iPad|iPod/],
  ["windows", /Windows/],
  ["mac", /Macintosh|Mac OS X/],
  ["linux", /Linux|X11/],
];

/** What a session remembers of its browser: kind and system, no version and nothing that tells two machines apart. */
export function deviceOf(userAgent: string | null): string {
  const named = userAgent ?? "";
  const browser = browsers.find(([, sign]) => sign.test(named))?.[0] ?? "other";
  const system = systems.find(([, sign]) => sign.test(named))?.[0] ?? "other";
  return `${browser} ${system}`;
}

/** Both halves of what `deviceOf` wrote. */
export function readDevice(device: string | null): { readonly browser: BrowserKind; readonly system: SystemKind } {
  const [browser, system] = (device ?? "").split(" ");
  return {
    browser: browsers.find(([kind]) => kind === browser)?.[0] ?? "other",
    system: systems.find(([kind]) => kind === system)?.[0] ?? "other",
  };
}
