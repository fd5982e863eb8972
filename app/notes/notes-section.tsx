import { moment } from "#app/copy/when.ts";
import { Details, LinkButton, useCopy, useLocale } from "#app/ui/index.ts";
import { NoteForm } from "./note-form.tsx";
import type { NotesView, NoteView } from "./note-view.ts";

/** The notes of a case, each compartment under its own heading, and the form for another one. */
export function NotesSection({ caseNumber, view }: { caseNumber: string; view: NotesView }) {
  const { notes: words, inquiries } = useCopy();
  return (
    <div className="grid gap-8">
      {view.groups.length === 0 ? <p className="text-soft">{words.none}</p> : null}
      {view.groups.map(({ compartment, notes }) => (
        <section key={compartment} data-compartment={compartment}>
          <h3 className="text-h3">{words.compartments[compartment].name}</h3>
          <p className="mb-2 text-fine text-soft">{words.compartments[compartment].readers}</p>
          <ul className="border-t border-line">
            {notes.map((note) => (
              <li key={note.id} data-note={note.id} className="border-b border-line py-4">
                <Note note={note} caseNumber={caseNumber} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {view.choices.length === 0 ? null : (
        <div className="print:hidden">
          <Details key={view.ownNewest} summary={words.write} look="row">
            <NoteForm caseNumber={caseNumber} choices={view.choices} typed={null} />
          </Details>
          <p className="mt-3 flex flex-wrap items-center gap-x-3 text-fine text-soft">
            {inquiries.mention}
            <LinkButton to={`/cases/${caseNumber}/inquiries`} kind="quiet">
              {inquiries.ask}
            </LinkButton>
          </p>
        </div>
      )}
    </div>
  );
}

function Note({ note, caseNumber }: { note: NoteView; caseNumber: string }) {
  const words = useCopy().notes;
  const locale = useLocale();
  return (
    <>
      <NoteText note={note} />
      {note.shown === null ? null : (
        <p className="mt-1 text-fine text-soft">
          {note.shown.until === null
            ? words.shownOpen(note.department)
            : words.shownUntil(note.department, moment(locale, note.shown.until))}
        </p>
      )}
      {note.shares === null ? null : (
        <div className="mt-1 flex flex-wrap items-center gap-x-4">
          <SharedWith shares={note.shares} />
          <span className="print:hidden">
            <LinkButton to={`/cases/${caseNumber}/notes/${note.id}`} kind="quiet">
              {words.share.open}
            </LinkButton>
          </span>
        </div>
      )}
    </>
  );
}

/** Who wrote it, when, and what. */
export function NoteText({ note }: { note: NoteView }) {
  const { notes: words, cases } = useCopy();
  const locale = useLocale();
  return (
    <>
      <p className="text-fine text-soft">
        {cases.eventBy(note.department, note.author)} ·{" "}
        <time dateTime={note.at.toISOString()}>{moment(locale, note.at)}</time>
      </p>
      <p className="max-w-3xl whitespace-pre-line [overflow-wrap:anywhere]">{note.text ?? words.unreadable}</p>
    </>
  );
}

function SharedWith({ shares }: { shares: NonNullable<NoteView["shares"]> }) {
  const { share: words } = useCopy().notes;
  const locale = useLocale();
  const present = shares.filter(({ isOver }) => !isOver);
  if (present.length === 0) return <p className="text-fine text-soft">{words.nobody}</p>;
  const told = present.map(({ department, until }) =>
    until === null ? words.toOpen(department) : words.toUntil(department, moment(locale, until)),
  );
  return <p className="text-fine text-soft">{words.with(told.join(locale === "en" ? "; " : "；"))}</p>;
}
