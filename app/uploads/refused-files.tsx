import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { FormRefused } from "./plain-form.ts";

/** Which files of a plain form were not taken, why, and the way back to the page that they were sent from. */
export function RefusedFiles({ files, back }: FormRefused) {
  const { form } = useCopy().uploads;
  return (
    <>
      <h1 className="text-h1">{form.title}</h1>
      <p className="mt-4 max-w-xl text-lead">{form.lead}</p>
      <ul className="mt-6 grid gap-4">
        {files.map(({ place, name, sentence }) => (
          <li key={place}>
            <Notice kind="care" title={name === "" ? form.formProblem : name}>
              <p>{sentence}</p>
            </Notice>
          </li>
        ))}
      </ul>
      <p className="mt-8">
        <LinkButton to={back} kind="primary" reloadDocument>
          {form.back}
        </LinkButton>
      </p>
    </>
  );
}
