import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from "@remix-run/react";
import type { ReactNode } from "react";
import { copyFor } from "./copy/index.ts";
import styles from "./styles/app.css?url";
import emblem from "./ui/emblem.svg?url&no-inline";
import { ErrorPage, statusOf, wordsFor } from "./ui/error-page.tsx";
import { isHydrated } from "./ui/hydration.ts";
import { usePage } from "./ui/page-context.tsx";
import reporterScript from "./ui/reporter-script.ts?worker&url";

export function loader({ context }: LoaderFunctionArgs) {
  return { locale: context.locale };
}

export const meta: MetaFunction<typeof loader> = ({ data, error }) => {
  const copy = copyFor(data?.locale ?? "zh-CN");
  if (error === undefined) return [{ title: copy.shell.name }];
  return [{ title: copy.shell.titled(wordsFor(copy, statusOf(error, false)).title) }];
};

export function Layout({ children }: { children: ReactNode }) {
  const { locale, nonce, demo, formToken, staff } = usePage();
  const hydrated = useMatches().some(({ handle }) => isHydrated(handle));
  return (
    <html lang={locale} data-demo={demo ? "" : undefined} data-staff={staff ? "" : undefined} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="form-token" content={formToken} />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href={emblem} type="image/svg+xml" />
        <script src={reporterScript} nonce={nonce} defer suppressHydrationWarning />
      </head>
      <body>
        {children}
        {hydrated ? (
          <>
            <ScrollRestoration nonce={nonce} />
            <Scripts nonce={nonce} />
          </>
        ) : null}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return <ErrorPage />;
}
