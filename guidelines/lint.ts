import type { Edition } from "./edition.ts";
import type { Finding } from "./findings.ts";
import { lintAssessment } from "./lint-assessment.ts";
import { lintInterventions } from "./lint-interventions.ts";
import { lintQuestions } from "./lint-questions.ts";
import { lintReferences, lintSituations } from "./lint-references.ts";
import { lintRules } from "./lint-rules.ts";
import { professions } from "./report.ts";

const chinese = /\p{Script=Han}/u;

/**
 * Everything that is wrong with an edition, each as a named finding. Reachability, shadowing and coverage are decided
 * by walking all combinations of the facts that conditions mention, so they wait until every reference resolves.
 */
export function lintEdition(edition: Edition): Finding[] {
  const references = [...lintReferences(edition), ...lintAssessment(edition), ...lintInterventions(edition)];
  const texts = [...lintTexts(edition, ""), ...lintSituations(edition, professions)];
  if (references.some(({ code }) => code === "unknown-fact" || code === "value-outside-domain")) {
    return [...references, ...texts];
  }
  return [...references, ...texts, ...lintRules(edition), ...lintQuestions(edition)];
}

/** Both languages everywhere: Chinese that holds Chinese, English that holds none. */
function lintTexts(value: unknown, where: string): Finding[] {
  if (typeof value !== "object" || value === null) return [];
  if ("zh" in value && "en" in value && typeof value.zh === "string" && typeof value.en === "string") {
    const place = where.slice(1);
    const missing: Finding[] = [];
    if (value.en.trim() === "" || chinese.test(value.en))
      missing.push({ code: "translation-missing", where: place, detail: "en" });
    if (value.zh.trim() === "" || (!chinese.test(value.zh) && /[a-z]{3}/i.test(value.zh.replace(/\{\w+\}/g, "")))) {
      missing.push({ code: "translation-missing", where: place, detail: "zh" });
    }
    return missing;
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = typeof inner === "object" && inner !== null && "id" in inner ? `.${String(inner.id)}` : `.${key}`;
    return lintTexts(inner, where + named);
  });
}
