import { StateBadge, type Tone, useCopy } from "#app/ui/index.ts";
import type { FindingView, Leaning } from "./match-view.ts";

const tones: Readonly<Record<Leaning, Tone>> = { agrees: "done", close: "waiting", differs: "held" };

/** What was found about one trait, in a word and a tone. */
export function FindingBadge({ found: { finding, leaning } }: { found: FindingView }) {
  const { findings } = useCopy().matching;
  return <StateBadge tone={tones[leaning]}>{isKnown(finding, findings) ? findings[finding] : finding}</StateBadge>;
}

const isKnown = <T extends object>(key: string, words: T): key is Extract<keyof T, string> => Object.hasOwn(words, key);

/** The traits of one kind in a line: 姓名、出生日期. */
export function FeatureLine({ findings }: { findings: readonly FindingView[] }) {
  const { features, list } = useCopy().matching;
  if (findings.length === 0) return <span className="text-soft">{list.none}</span>;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {findings.map(({ feature }) => (
        <li key={feature}>{features[feature]}</li>
      ))}
    </ul>
  );
}

export const inFavour = (findings: readonly FindingView[]): readonly FindingView[] =>
  findings.filter(({ leaning }) => leaning !== "differs");
export const against = (findings: readonly FindingView[]): readonly FindingView[] =>
  findings.filter(({ leaning }) => leaning === "differs");
