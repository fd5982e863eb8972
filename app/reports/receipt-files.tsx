import { type FilesOfReport, ReporterFiles } from "#app/evidence/reporter-files.tsx";
import { Card, useCopy } from "#app/ui/index.ts";

/** Evidence added after filing. Names can identify a child, so a printed receipt says only how many there are. */
export function ReceiptFiles({ held, back }: { held: FilesOfReport; back: "/receipt" | "/report/receipt" }) {
  const { receipt, list } = useCopy().evidence;
  const kept = held.files.filter(({ state }) => state === "kept").length;
  return (
    <div id="files" className="scroll-mt-24">
      <Card
        title={receipt.title}
        aside={kept > 0 ? <span className="text-fine text-soft print:hidden">{list.count(kept)}</span> : null}
      >
        <p className="mb-4 max-w-2xl text-soft print:hidden">{receipt.text}</p>
        <p className="hidden print:block">{receipt.printed(kept)}</p>
        <div className="print:hidden">
          <ReporterFiles held={held} owner="receipt" back={`${back}#files`} removeAt={null} />
        </div>
      </Card>
    </div>
  );
}
