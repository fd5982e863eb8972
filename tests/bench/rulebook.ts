import { fileURLToPath } from "node:url";
import { type City, loadCity } from "#guidelines/city.ts";
import { type Edition, loadEdition } from "#guidelines/edition.ts";

const rulebook = (path: string) => fileURLToPath(new URL(`../../guidelines/${path}`, import.meta.url));

export const editionInForce = (): Edition => loadEdition(rulebook("editions/2026-01"));
export const beijing = (): City => loadCity(rulebook("cities/beijing.yaml"));
