import { Form } from "@remix-run/react";
import { buttonClass, FormToken, useCopy } from "#app/ui/index.ts";
import type { MyWork } from "./department-view.ts";

/** The one next step of the reader's own assignment, as a button that works without scripts. */
export function NextStep({ mine }: { mine: MyWork }) {
  const { actions } = useCopy().cases;
  if (mine.next === null) return null;
  return (
    <MoveButton mine={mine} move={mine.next} kind="primary">
      {actions[mine.next]}
    </MoveButton>
  );
}

interface MoveButtonProps {
  readonly mine: MyWork;
  readonly move: "accept" | "start" | "close" | "acknowledge" | "take";
  readonly kind: "primary" | "secondary";
  readonly children: string;
}

export function MoveButton({ mine, move, kind, children }: MoveButtonProps) {
  return (
    <Form method="post" action={`/assignments/${mine.id}/${move}`} preventScrollReset>
      <FormToken />
      <input type="hidden" name="version" value={mine.version} />
      <button type="submit" className={buttonClass(kind, "w-full")}>
        {children}
      </button>
    </Form>
  );
}
