import { QrCode } from "#app/ui/qr-code.tsx";
import type { Sheet } from "./sheet.ts";

interface SheetViewProps {
  readonly sheet: Sheet;
  readonly fingerprint: string;
  /** The line above a form that was withdrawn. */
  readonly withdrawn: string | null;
}

/** An official form as it is printed on A4, the same words as in its PDF. Chinese whatever the reader's language. */
export function SheetView({ sheet, fingerprint, withdrawn }: SheetViewProps) {
  return (
    <article
      lang="zh-CN"
      data-sheet
      className="sheet rounded-md border border-line bg-paper px-4 py-6 text-ink sm:p-10 print:border-0 print:p-0"
    >
      {withdrawn === null ? null : <p className="mb-6 border-2 border-ink p-3 font-semibold">{withdrawn}</p>}
      <header className="mb-6">
        <h1 className="text-center text-h1">{sheet.title}</h1>
        <p lang="en" className="text-center text-fine text-soft">
          {sheet.english}
        </p>
        <p className="mt-4 text-right tabular-nums">{sheet.number}</p>
      </header>
      {sheet.addressee === null ? null : <p className="mb-2 font-semibold">{sheet.addressee}</p>}
      {sheet.opening === null ? null : <p className="mb-6 indent-[2em]">{sheet.opening}</p>}
      {numbered(sheet.sections).map(({ key, heading, rows }) => (
        <section key={key} className="mb-6">
          <h2 className="mb-2 text-h3">{heading}</h2>
          <dl className="border-x border-t border-edge">
            {numbered(rows).map(({ key: row, label, value }) => (
              <div key={row} className="grid border-b border-edge sm:grid-cols-[9rem_1fr] print:grid-cols-[9rem_1fr]">
                <dt className="px-3 pt-2 text-soft sm:border-r sm:border-edge sm:pb-2 print:border-r print:border-edge print:pb-2">
                  {label}
                </dt>
                <dd className="px-3 py-2 whitespace-pre-line [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      {/* What closes the form stands on one page with the seal. */}
      <footer className="mt-2 break-inside-avoid">
        {sheet.closing === null ? null : <p className="mb-8 indent-[2em]">{sheet.closing}</p>}
        <div className="flex flex-wrap items-start justify-between gap-6">
          <div className="flex max-w-sm gap-4">
            <div className="w-24 shrink-0">
              <QrCode text={codeAddress(sheet)} label={sheet.verification.says} />
            </div>
            <div className="text-fine text-soft">
              <p>{sheet.verification.says}</p>
              <p className="[overflow-wrap:anywhere]">{sheet.verification.address}</p>
              <p data-verification-code className="font-code text-body font-semibold text-ink">
                {sheet.verification.code}
              </p>
            </div>
          </div>
          <div className="ml-auto text-right">
            <p className="font-semibold">{sheet.office}</p>
            <p>{sheet.issuedOn}</p>
            <p className="mt-3 ml-auto grid h-24 w-40 place-items-center rounded-md border border-dashed border-edge text-fine text-soft">
              {sheet.sealPlace}
            </p>
          </div>
        </div>
        <p className="mt-6 border-t border-line pt-2 text-fine text-soft tabular-nums">
          {sheet.number} · {sheet.fingerprintLine} {fingerprint}
        </p>
      </footer>
    </article>
  );
}

/** Lines may be alike word for word; what is printed never changes its order. */
const numbered = <T extends object>(list: readonly T[]) => list.map((one, place) => ({ ...one, key: String(place) }));

/** What the QR code leads to. */
const codeAddress = ({ verification }: Sheet): string => `${verification.address}?code=${verification.code}`;
