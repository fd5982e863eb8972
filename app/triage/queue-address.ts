/** The tabs of a queue, in their order. `new` is where a desk begins. */
export const tabs = ["new", "working", "moving", "due", "informed", "all"] as const;
export type Tab = (typeof tabs)[number];

export const urgencies = ["critical", "urgent", "serious"] as const;

/** What part of the queue is asked for. */
export interface QueueFilter {
  readonly tab: Tab;
  readonly district: string | null;
  readonly situation: string | null;
  readonly urgency: (typeof urgencies)[number] | null;
}

/** What an address of the queue says after its question mark; what is not chosen is not written. */
export function queueQuery(
  filter: QueueFilter,
  place: { readonly after?: string; readonly before?: string } = {},
): string {
  const query = new URLSearchParams();
  const { tab, district, situation, urgency } = filter;
  if (tab !== "new") query.set("tab", tab);
  for (const [key, value] of Object.entries({ district, situation, urgency, ...place })) {
    if (value) query.set(key, value);
  }
  return query.toString();
}

/** The address of a queue. */
export function queuePath(
  filter: QueueFilter,
  place: { readonly after?: string; readonly before?: string } = {},
): string {
  const text = queueQuery(filter, place);
  return text === "" ? "/triage" : `/triage?${text}`;
}

/** The same, said in full: the bare address opens an officer's default view. */
export function chosenPath(
  filter: QueueFilter,
  place: { readonly after?: string; readonly before?: string } = {},
): string {
  const path = queuePath(filter, place);
  return path === "/triage" ? "/triage?tab=new" : path;
}
