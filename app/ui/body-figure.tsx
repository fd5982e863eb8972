import { useCopy } from "./page-context.tsx";

/** The box has its name beside it in the list already: a second one would be read out twice. */
const nameless = "";

/** A part that is ticked in the same `.body-parts` is filled in, by style alone. Written out, so that the style sheet holds each. */
const ticked = {
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
type Part = keyof typeof ticked;

/** One shape of the figure and where a finger finds it: never smaller than 44 px. */
interface Region {
  readonly part: Part;
  readonly d: string;
  readonly touch: readonly [x: number, y: number, width: number, height: number];
}

const limbs: readonly Region[] = [
  {
    part: "arms",
    d: "M44 84C36 88 33 98 31 112C29 128 24 146 20 164L31 167C36 150 42 134 46 116C46 104 43 94 44 84Z",
    touch: [8, 82, 38, 74],
  },
  {
    part: "arms",
    d: "M106 84C114 88 117 98 119 112C121 128 126 146 130 164L119 167C114 150 108 134 104 116C104 104 107 94 106 84Z",
    touch: [104, 82, 38, 74],
  },
  { part: "hands", d: "M20 164C15 172 13 184 17 190C22 193 29 188 30 180L31 167Z", touch: [2, 157, 40, 40] },
  { part: "hands", d: "M130 164C135 172 137 184 133 190C128 193 121 188 120 180L119 167Z", touch: [108, 157, 40, 40] },
  {
    part: "legs",
    d: "M45 190C44 215 48 235 49 250C50 265 50 280 52 298L66 298C68 270 71 235 72 190Z",
    touch: [36, 198, 39, 88],
  },
  {
    part: "legs",
    d: "M105 190C106 215 102 235 101 250C100 265 100 280 98 298L84 298C82 270 79 235 78 190Z",
    touch: [75, 198, 39, 88],
  },
  {
    part: "feet",
    d: "M52 298C50 306 44 311 43 316C48 320 60 320 66 316C67 310 66 304 66 298Z",
    touch: [34, 286, 41, 40],
  },
  {
    part: "feet",
    d: "M98 298C100 306 106 311 107 316C102 320 90 320 84 316C83 310 84 304 84 298Z",
    touch: [75, 286, 41, 40],
  },
];
const head = "M75 12C88 12 96 22 96 36C96 50 88 63 75 63C62 63 54 50 54 36C54 22 62 12 75 12Z";
const neck = "M67 60C67 68 66 71 64 74L86 74C84 71 83 68 83 60C78 64 72 64 67 60Z";
const hips = "M46 166C44 174 44 182 45 190L72 190L75 185L78 190L105 190C106 182 106 174 104 166Z";

const front: readonly Region[] = [
  ...limbs,
  { part: "neck", d: neck, touch: [46, 60, 58, 16] },
  { part: "head", d: head, touch: [50, 0, 50, 28] },
  {
    part: "face",
    d: "M75 30C84 30 89 36 89 43C89 52 83 59 75 59C67 59 61 52 61 43C61 36 66 30 75 30Z",
    touch: [54, 28, 42, 32],
  },
  {
    part: "chest",
    d: "M64 74C56 77 48 79 44 84C42 96 47 110 48 124L102 124C103 110 108 96 106 84C102 79 94 77 86 74Z",
    touch: [46, 76, 58, 48],
  },
  { part: "abdomen", d: "M48 124C49 140 48 154 46 166L104 166C102 154 101 140 102 124Z", touch: [44, 124, 62, 40] },
  { part: "private_parts", d: hips, touch: [44, 164, 62, 34] },
];
const back: readonly Region[] = [
  ...limbs,
  { part: "neck", d: neck, touch: [46, 60, 58, 16] },
  { part: "head", d: head, touch: [50, 0, 50, 60] },
  {
    part: "back",
    d: "M64 74C56 77 48 79 44 84C42 96 47 110 48 124C49 140 48 154 46 166L104 166C102 154 101 140 102 124C103 110 108 96 106 84C102 79 94 77 86 74Z",
    touch: [46, 76, 58, 88],
  },
  { part: "buttocks", d: hips, touch: [44, 164, 62, 34] },
];

interface BodyFigureProps {
  /** The id of a part's tick box: a touch on the figure ticks it. Without it the figure is only looked at. */
  readonly boxOf?: (part: string) => string;
  /** Parts that are filled in whatever is ticked. */
  readonly marked?: readonly string[];
}

/**
 * A plain figure from the front and from behind. It says nothing that the list beside it does not say, so it is hidden
 * from whoever hears the page; a touch on a part is a touch on its box in the list, without scripts.
 */
export function BodyFigure({ boxOf, marked = [] }: BodyFigureProps) {
  const { bodyFigure: words } = useCopy().shell;
  return (
    <svg
      viewBox="0 0 300 346"
      aria-hidden="true"
      className={`h-auto w-full select-none ${boxOf === undefined ? "max-w-64" : "max-w-84 print:hidden"}`}
    >
      <Side regions={front} name={words.front} marked={marked} boxOf={boxOf} />
      <g transform="translate(150 0)">
        <Side regions={back} name={words.back} marked={marked} boxOf={boxOf} />
      </g>
    </svg>
  );
}

interface SideProps {
  readonly regions: readonly Region[];
  readonly name: string;
  readonly marked: readonly string[];
  readonly boxOf: BodyFigureProps["boxOf"] | undefined;
}

function Side({ regions, name, marked, boxOf }: SideProps) {
  return (
    <>
      <g className="stroke-edge" strokeWidth="1.25" strokeLinejoin="round">
        {regions.map(({ part, d }) => (
          <path
            key={d}
            d={d}
            data-part={part}
            className={marked.includes(part) ? "fill-critical" : `fill-sunk ${boxOf === undefined ? "" : ticked[part]}`}
          />
        ))}
      </g>
      <text x="75" y="341" textAnchor="middle" className="fill-soft text-fine">
        {name}
      </text>
      {boxOf === undefined
        ? null
        : regions.map(({ part, d, touch: [x, y, width, height] }) => (
            <foreignObject key={d} x={x} y={y} width={width} height={height}>
              <label htmlFor={boxOf(part)} data-touch={part} className="block size-full cursor-pointer">
                {nameless}
              </label>
            </foreignObject>
          ))}
    </>
  );
}
