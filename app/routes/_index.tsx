import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { copyFor, text } from "#app/copy/index.ts";
import { Doors } from "#app/ui/home/doors.tsx";
import { Afterwards, Duty, Protection, Situations } from "#app/ui/home/sections.tsx";
import { Emblem, Phrases, pageTitle, ReporterLayout, useCopy } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.home.title);

export function loader({ context }: LoaderFunctionArgs) {
  const { locale } = context;
  const { city, edition } = context.portal;
  const { clock } = copyFor(locale).shell;
  const accept = edition.clocks.find(({ id }) => id === "police_accept")?.limits;
  const inHours = (limit: { unit: string; amount?: number } | undefined): string | null =>
    limit?.unit === "hours" && limit.amount !== undefined ? clock.hours(limit.amount) : null;
  return {
    city: text(locale, city.name),
    hotlines: city.hotlines
      .filter(({ emergency }) => !emergency)
      .map(({ number, name }) => ({ number, name: text(locale, name) })),
    situations: edition.situations.map(({ id, plain, statutory, note }) => ({
      id,
      plain: text(locale, plain),
      statutory: text(locale, statutory),
      note: note === undefined ? null : text(locale, note),
    })),
    acceptWithin: [inHours(accept?.critical), inHours(accept?.urgent), inHours(accept?.serious)] as const,
  };
}

export default function Home() {
  const { city, hotlines, situations, acceptWithin } = useLoaderData<typeof loader>();
  const { home } = useCopy();
  return (
    <ReporterLayout width="wide" hotlines={hotlines}>
      <section className="relative">
        <Emblem className="pointer-events-none absolute -top-8 right-0 hidden size-64 text-accent opacity-[0.13] lg:block" />
        <h1 className="max-w-3xl text-display">
          <Phrases of={home.heading} />
        </h1>
        <p className="mt-3 max-w-2xl text-soft sm:mt-5 sm:text-lead">{home.lead(city)}</p>
      </section>
      <Doors />
      <Situations situations={situations} />
      <Afterwards acceptWithin={acceptWithin} />
      <Protection />
      <Duty />
    </ReporterLayout>
  );
}
