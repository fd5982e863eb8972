import { CheckboxGroup, type Option, type QuestionProps, useCopy } from "#app/ui/index.ts";

interface BodyPartsProps extends QuestionProps {
  readonly options: readonly Option[];
  readonly values: readonly string[];
}

/** A ticked part is filled in on the figure, by style alone. Written out, so that the style sheet holds each. */
const filled = {
  head: "[.body-parts:has([value=head]:checked)_&]:fill-critical",
  face: "[.body-parts:has([value=face]:checked)_&]:fill-critical",
  neck: "[.body-parts:has([value=neck]:checked)_&]:fill-critical",
  chest: "[.body-parts:has([value=chest]:checked)_&]:fill-critical",
  abdomen: "[.body-parts:has([value=abdomen]:checked)_&]:fill-critical",
  back: "[.body-parts:has([value=back]:checked)_&]:fill-critical",
  arms: "[.body-parts:has([value=arms]:checked)_&]:fill-critical",
  hands: "[.body-parts:has([value=hands]:checked)_&]:fill-critical",
  buttocks: "[.body-parts:has([value=buttocks]:checked)_&]:fill-critical",
  private_parts: "[.body-parts:has([value^=private]:checked)_&]:fill-critical",
  legs: "[.body-parts:has([value=legs]:checked)_&]:fill-critical",
  feet: "[.body-parts:has([value=feet]:checked)_&]:fill-critical",
} as const;

/** Where the injuries are: a list of parts to tick; where the browser can, a figure beside it shows the same. */
export function BodyParts({ options, values, ...question }: BodyPartsProps) {
  const { shell } = useCopy();
  const all = [...options, { value: "unknown", label: shell.form.unknown, alone: true }];
  return (
    <div className="body-parts grid gap-x-10 gap-y-4 sm:grid-cols-[1fr_auto]">
      <CheckboxGroup {...question} options={all} values={values} layout="inline" />
      <Figure />
    </div>
  );
}

/** Front and back as plain shapes. Says nothing that the list does not say, so it is hidden from readers. */
function Figure() {
  return (
    <svg viewBox="0 0 150 200" aria-hidden="true" className="h-56 w-auto justify-self-center print:hidden">
      <g className="fill-sunk stroke-edge">
        <Body />
        <rect className={filled.face} x="29" y="14" width="17" height="17" rx="6" />
        <rect className={filled.chest} x="25" y="44" width="25" height="26" rx="5" />
        <rect className={filled.abdomen} x="26" y="71" width="23" height="19" rx="4" />
        <rect className={filled.private_parts} x="31" y="91" width="13" height="10" rx="4" />
      </g>
      <g className="fill-sunk stroke-edge" transform="translate(75 0)">
        <Body />
        <rect className={filled.back} x="25" y="44" width="25" height="44" rx="5" />
        <rect className={filled.buttocks} x="26" y="89" width="23" height="15" rx="6" />
      </g>
    </svg>
  );
}

function Body() {
  return (
    <>
      <ellipse className={filled.head} cx="37.5" cy="20" rx="14" ry="16" />
      <rect className={filled.neck} x="33" y="35" width="9" height="8" rx="2" />
      <rect className={filled.arms} x="11" y="45" width="10" height="52" rx="5" />
      <rect className={filled.arms} x="54" y="45" width="10" height="52" rx="5" />
      <circle className={filled.hands} cx="16" cy="103" r="6" />
      <circle className={filled.hands} cx="59" cy="103" r="6" />
      <rect className={filled.legs} x="25" y="105" width="11" height="72" rx="5" />
      <rect className={filled.legs} x="39" y="105" width="11" height="72" rx="5" />
      <ellipse className={filled.feet} cx="29" cy="184" rx="8" ry="5" />
      <ellipse className={filled.feet} cx="46" cy="184" rx="8" ry="5" />
    </>
  );
}
