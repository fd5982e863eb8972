import { Link } from "@remix-run/react";
import { useCopy } from "../page-context.tsx";

/** Three doors: the reporter's large, the other two beside it. */
export function Doors() {
  const { doors } = useCopy().home;
  return (
    <nav
      aria-label={doors.label}
      className="relative mt-7 grid grid-cols-2 gap-3 sm:mt-10 sm:gap-4 lg:grid-cols-[1.35fr_1fr] lg:grid-rows-2"
    >
      <Link
        to="/report"
        reloadDocument
        className="group flex flex-col rounded-lg col-span-2 bg-door p-5 text-on-door no-underline shadow-lift hover:bg-door-hover sm:p-8 lg:col-span-1 lg:row-span-2"
      >
        <span className="flex items-center justify-between gap-4 text-h1 font-semibold">
          {doors.report.title}
          <Arrow />
        </span>
        <span className="mt-1 text-lead">{doors.report.text}</span>
        <span className="mt-5 hidden gap-x-6 gap-y-1 sm:grid sm:grid-cols-2">
          {doors.report.eases.map((ease) => (
            <span key={ease} className="flex gap-2.5">
              <Tick />
              {ease}
            </span>
          ))}
        </span>
        <span className="mt-4 border-t border-current/30 pt-3 font-medium sm:mt-6 lg:mt-auto">
          {doors.report.urgent}
        </span>
      </Link>
      <SmallDoor to="/receipt" title={doors.receipt.title} text={doors.receipt.text} />
      <SmallDoor to="/sign-in" title={doors.officer.title} text={doors.officer.text} />
    </nav>
  );
}

function SmallDoor({ to, title, text }: { to: string; title: string; text: string }) {
  return (
    <Link
      to={to}
      reloadDocument
      className="group flex flex-col rounded-lg border border-line bg-paper p-4 text-ink no-underline shadow-lift hover:border-accent sm:p-6"
    >
      <span className="flex items-center justify-between gap-2 text-h3 font-semibold text-accent sm:text-h2">
        {title}
        <Arrow className="max-sm:hidden" />
      </span>
      <span className="mt-1 text-pretty text-soft max-sm:sr-only">{text}</span>
    </Link>
  );
}

function Tick() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="mt-1.5 size-4 shrink-0 fill-none stroke-current stroke-2">
      <path d="m3 8.5 3.2 3.2L13 4.8" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

function Arrow({ className = "" }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`size-6 shrink-0 fill-none stroke-current stroke-2 motion-safe:transition-transform motion-safe:group-hover:translate-x-1 ${className}`}
    >
      <path d="M4 12h15M13 6l6 6-6 6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
