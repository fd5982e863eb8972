import { Card, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { MoveButton } from "./next-step.tsx";

/** What the reader's department can do now; nothing where it holds no work. */
export function ActionsSection({ view }: { view: CaseView }) {
  const { cases, desk } = useCopy();
  const { actions } = cases;
  const { mine } = view;
  if (mine === null) return null;
  return (
    <div className="print:hidden">
      <Card title={cases.sections.actions}>
        <div className="grid gap-3 sm:max-lg:grid-cols-2">
          {mine.newReports > 0 ? (
            <Notice kind="care" title={actions.newReports(mine.newReports)}>
              <MoveButton mine={mine} move="acknowledge" kind="secondary">
                {actions.acknowledge}
              </MoveButton>
            </Notice>
          ) : null}
          {mine.state === "objected" ? <p>{actions.waiting}</p> : null}
          {mine.state === "closed" ? <p>{actions.closed}</p> : null}
          {mine.state === "transferred" ? <p>{actions.transferred}</p> : null}
          {mine.mayObject ? (
            <LinkButton to={`/assignments/${mine.id}/object`} className="w-full">
              {actions.object}
            </LinkButton>
          ) : null}
          {mine.mayTransfer ? (
            <LinkButton to={`/assignments/${mine.id}/transfer`} className="w-full">
              {actions.transfer}
            </LinkButton>
          ) : null}
          {(["return", "recall", "joint"] as const).map((move) =>
            ({ return: mine.mayReturn, recall: mine.mayRecall, joint: mine.mayBringIn })[move] ? (
              <LinkButton key={move} to={`/assignments/${mine.id}/${move}`} className="w-full">
                {desk.actions[move]}
              </LinkButton>
            ) : null,
          )}
          {mine.mayTakeOver ? (
            <MoveButton mine={mine} move="take" kind="secondary">
              {desk.actions.take}
            </MoveButton>
          ) : null}
          {mine.mayAssign ? (
            <LinkButton to={`/assignments/${mine.id}/officer`} className="w-full">
              {desk.actions.assign}
            </LinkButton>
          ) : null}
        </div>
      </Card>
    </div>
  );
}
