import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Emblem } from "./emblem.tsx";
import { EmergencyBar } from "./emergency-bar.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { useCopy, usePage } from "./page-context.tsx";

/** A helpline for the foot of the page. */
export interface Hotline {
  readonly number: string;
  readonly name: string;
}

interface ReporterLayoutProps {
  readonly children: ReactNode;
  /** `reading` one column of text and forms; `wide` where the page arranges itself. */
  readonly width?: "reading" | "wide";
  readonly hotlines?: readonly Hotline[];
}

/** Frames what a reporter sees: quick exit always within reach, 110 and 120 above all. Needs no script. */
export function ReporterLayout({ children, width = "reading", hotlines = [] }: ReporterLayoutProps) {
  const { shell } = useCopy();
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-paper focus:px-4 focus:py-3"
      >
        {shell.skipToContent}
      </a>
      <Masthead />
      <EmergencyBar />
      <DemoLine />
      <main id="content" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none sm:px-8 sm:py-12">
        <div className={width === "wide" ? "" : "max-w-3xl"}>
          <p
            data-offline
            hidden
            role="alert"
            className="mb-6 rounded-md border-l-4 border-urgent bg-urgent-wash px-4 py-3 font-semibold"
          >
            {shell.form.offline}
          </p>
          {children}
        </div>
      </main>
      <footer className="mt-8 border-t border-line bg-sunk print:hidden">
        <div className="mx-auto grid max-w-6xl gap-3 px-4 py-8 text-fine text-soft sm:px-8">
          <p className="text-ink">{shell.footer.note}</p>
          {hotlines.length > 0 ? (
            <ul aria-label={shell.footer.hotlines} className="flex flex-wrap gap-x-6">
              {hotlines.map(({ number, name }) => (
                <li key={number}>
                  <a href={`tel:${number}`} className="inline-flex min-h-11 items-center gap-2 text-soft">
                    <span className="font-semibold text-ink tabular-nums">{number}</span> {name}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          <p>{shell.quickExitHint}</p>
        </div>
      </footer>
    </>
  );
}

function Masthead() {
  const { shell } = useCopy();
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-ground print:static print:border-0">
      <div className="mx-auto flex max-w-6xl items-center gap-3 px-4 py-2 sm:px-8">
        <Link to="/" className="flex min-h-11 min-w-0 items-center gap-2.5 text-ink no-underline" reloadDocument>
          <Emblem className="size-8 shrink-0 text-accent" />
          <span className="leading-tight font-semibold max-sm:hidden">{shell.name}</span>
          <span className="leading-tight font-semibold max-[22rem]:sr-only sm:hidden">{shell.shortName}</span>
        </Link>
        <div className="ml-auto flex shrink-0 items-center gap-1 sm:gap-3 print:hidden">
          <LanguageSwitch className="text-fine text-soft" />
          <a
            href="/leave"
            rel="noreferrer"
            data-quick-exit
            title={shell.quickExitHint}
            className="inline-flex min-h-11 items-center rounded-md bg-ink px-4 font-semibold text-ground no-underline hover:bg-accent-deep"
          >
            {shell.quickExit}
          </a>
        </div>
      </div>
    </header>
  );
}

/** Says in demonstration mode that nothing real belongs here. */
export function DemoLine() {
  const { shell } = useCopy();
  const { demo } = usePage();
  return demo ? (
    <p className="border-b border-line bg-urgent-wash px-4 py-1.5 text-center text-fine text-urgent print:hidden">
      {shell.demo}
    </p>
  ) : null;
}
