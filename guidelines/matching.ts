import { z } from "zod";

/** What two descriptions of a child are compared by, and what may be found: the weights of an edition's `matching.yaml`. */
const comparisons = {
  name: ["same", "sounds_same", "sounds_near", "one_character", "different"],
  birth: ["same", "day_and_month_swapped", "lunar_for_solar", "one_part_off", "same_year", "different"],
  national_id: ["same", "near", "different", "both_valid_and_different"],
  sex: ["same", "different"],
  district: ["same", "different"],
  address: ["same", "same_street", "different"],
  guardian: ["same", "different"],
  school: ["same", "different"],
} as const;
export type Feature = keyof typeof comparisons;
export type Finding<F extends Feature = Feature> = (typeof comparisons)[F][number];
export const features: readonly Feature[] = [
  "name",
  "birth",
  "national_id",
  "sex",
  "district",
  "address",
  "guardian",
  "school",
];

const weight = z.number().min(-40).max(40);
const weights = <const V extends readonly string[]>(found: V) => z.record(z.enum(found), weight);
const words = z.array(z.string().min(1));

/** Weights, thresholds and word lists by which the same child is found again. */
export const Matching = z.strictObject({
  id: z.string(),
  sources: z.array(z.string()),
  thresholds: z
    .strictObject({ certain: weight, likely: weight })
    .refine(({ certain, likely }) => certain > likely, "certain lies above likely"),
  weights: z.strictObject({
    name: weights(comparisons.name),
    common_name: weight,
    birth: weights(comparisons.birth),
    national_id: weights(comparisons.national_id),
    sex: weights(comparisons.sex),
    district: weights(comparisons.district),
    address: weights(comparisons.address),
    guardian: weights(comparisons.guardian),
    school: weights(comparisons.school),
  }),
  household: z.strictObject({
    of: z.array(z.enum(["district", "address", "guardian", "school"])),
    atMost: weight,
  }),
  names: z.strictObject({
    compoundSurnames: words,
    variants: z.record(z.string(), z.string()),
    commonSurnames: words,
    commonGiven: words,
  }),
  addresses: z.strictObject({
    dropped: words,
    separators: words,
    digits: z.record(z.string(), z.string()),
  }),
  schools: z.strictObject({ dropped: words }),
});
export type Matching = z.infer<typeof Matching>;
