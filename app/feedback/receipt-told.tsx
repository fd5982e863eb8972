import { ReceiptMessages } from "#app/messages/receipt-messages.tsx";
import type { ReceiptBeside } from "./receipt-beside.ts";
import { ReceiptResults } from "./receipt-results.tsx";

/** What departments told the reporter, and what both sides write to each other. */
export function ReceiptTold({ beside }: { beside: ReceiptBeside }) {
  return (
    <>
      <ReceiptResults results={beside.results} />
      <ReceiptMessages thread={beside.thread} sent={beside.sent} />
    </>
  );
}
