import { Link, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";
import { Emblem } from "./emblem.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { useCopy } from "./page-context.tsx";
import { DemoLine } from "./reporter-layout.tsx";

/** A desk in the top bar. */
export interface DeskLink {
  readonly to: string;
  readonly label: string;
  /** How much waits there; nothing is shown for null and 0. */
  readonly count?: number | null;
}

interface OfficerLayoutProps {
  readonly children: ReactNode;
  /** Department and district, the reader's own: 公安 · 朝阳区. */
  readonly desk: ReactNode;
  readonly links: readonly DeskLink[];
  readonly search?: ReactNode;
  /** Alerts, help and the like, left of the account. */
  readonly tools?: ReactNode;
  /** The account: name and sign-out. */
  readonly account: ReactNode;
}

const mostBesideDesk = 6;

/** Frames an officer's page: where one is, one's desks with what waits there, search, account. */
export function OfficerLayout({ children, desk, links, search, tools, account }: OfficerLayoutProps) {
  const { shell } = useCopy();
  // Whoever has many desks finds them on a line of their own: none is pushed out of sight.
  const besideDesk = links.length > mostBesideDesk ? "" : "xl:order-none xl:mx-3 xl:w-auto";
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-20 focus:bg-paper focus:px-4 focus:py-3"
      >
        {shell.skipToContent}
      </a>
      <header className="border-b border-band-line bg-band text-on-band print:hidden">
        <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 md:gap-x-5 py-1.5 sm:px-6">
          <Link to="/" reloadDocument className="flex min-h-11 items-center gap-2.5 text-on-band no-underline">
            <Emblem className="size-7 shrink-0" />
            <span className="sr-only">{shell.home}</span>
            <span className="font-semibold">{desk}</span>
          </Link>
          {links.length === 0 ? null : (
            <nav aria-label={shell.officer.desks} className={`order-last w-full ${besideDesk}`}>
              <ul className="-mx-2 flex flex-wrap gap-x-1 md:-mx-3">
                {links.map((link) => (
                  <li key={link.to}>
                    <DeskTab {...link} />
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <div className="ml-auto flex flex-wrap items-center gap-x-2 md:gap-x-3">
            {search}
            {tools}
            <LanguageSwitch className="text-fine text-on-band max-md:px-0" />
            {account}
          </div>
        </div>
      </header>
      <DemoLine />
      <main id="content" tabIndex={-1} className="mx-auto max-w-[100rem] px-4 py-6 outline-none sm:px-6">
        {children}
      </main>
    </>
  );
}

function DeskTab({ to, label, count }: DeskLink) {
  const { officer } = useCopy().shell;
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        `inline-flex min-h-11 items-center gap-2 border-b-2 px-2 whitespace-nowrap md:px-3 text-on-band no-underline hover:border-on-band ${
          isActive ? "border-on-band font-semibold" : "border-transparent"
        }`
      }
    >
      {label}
      {count ? (
        <span
          className="rounded-full bg-on-band px-2 text-fine font-semibold text-band tabular-nums"
          role="img"
          aria-label={officer.pending(count)}
        >
          {count}
        </span>
      ) : null}
    </NavLink>
  );
}
