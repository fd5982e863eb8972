import { Form, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { moment } from "#app/copy/when.ts";
import { Button, Card, FormToken, LinkButton, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { ChainView } from "./chain-view.ts";

/** Where a check is under way, the page looks again so often by itself. */
const lookAgainMs = 2_000;

/** Whether the chain is whole, when that was found, and the button to find out now. */
export function ChainCard({ chain }: { chain: ChainView }) {
  const { audit } = useCopy();
  const words = audit.chain;
  const locale = useLocale();
  const { last, open } = chain;
  const isUnderWay = open !== null && open.state !== "stuck";
  useLookingAgain(isUnderWay);
  return (
    <Card title={words.heading}>
      <div className="grid gap-4">
        {last === null ? <p>{words.never}</p> : null}
        {last !== null && last.fault !== null ? (
          <Notice kind="danger" title={words.broken}>
            <p>{last.fault}</p>
            <p>{words.brokenNext}</p>
          </Notice>
        ) : null}
        {last !== null && last.fault === null ? (
          <Notice kind="done">{words.whole(last.entries.toLocaleString(locale))}</Notice>
        ) : null}
        <p className="text-fine text-soft">
          {last === null ? null : (
            <>
              {words.finishedAt(moment(locale, last.at))}
              {locale === "en" ? ". " : "。"}
            </>
          )}
          {words.nightly}
        </p>
        {open === null ? null : <OpenCheck open={open} />}
        <div className="flex flex-wrap gap-3 print:hidden">
          {isUnderWay ? (
            <LinkButton to="/audit">{words.refresh}</LinkButton>
          ) : (
            <Form method="post" preventScrollReset>
              <FormToken />
              <Button kind="secondary" name="do" value="verify">
                {words.verify}
              </Button>
            </Form>
          )}
        </div>
      </div>
    </Card>
  );
}

function OpenCheck({ open }: { open: NonNullable<ChainView["open"]> }) {
  const { chain: words } = useCopy().audit;
  const locale = useLocale();
  if (open.state === "stuck") return <p>{words.stuck(moment(locale, open.since))}</p>;
  if (open.state === "waiting") return <p role="status">{words.waiting}</p>;
  return (
    <div>
      <p role="status">{words.running(open.checked.toLocaleString(locale), open.upTo.toLocaleString(locale))}</p>
      <progress className="mt-2 w-full" aria-label={words.progress} value={open.checked} max={Math.max(open.upTo, 1)} />
    </div>
  );
}

function useLookingAgain(isUnderWay: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setInterval(revalidate, lookAgainMs);
    return () => clearInterval(timer);
  }, [isUnderWay, revalidate]);
}
