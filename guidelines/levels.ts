/** 危急 · 紧急 · 重要, the gravest first. */
export const urgencyLevels = ["critical", "urgent", "serious"] as const;
