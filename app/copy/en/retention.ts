/** Sealing, destroying and holding a case after it was closed. */
export const retention = {
  heading: "Hold",
  lead: "As long as a department holds a case, it is neither sealed nor destroyed. Each department ends its own hold; placing and ending one go into the timeline and the audit trail.",
  nobody: "No department holds this case.",
  place: "Hold this case",
  release: "End our department’s hold",
  heldFor: (reason: string) => `Held: ${reason}`,
  wasHeldFor: (reason: string) => `No longer held: ${reason}`,
  releasedAt: (when: string) => `ended ${when}`,
  back: "Back to the case",
  reasons: {
    court_case: "Needed in court or for enforcement",
    supervision: "Needed for legal supervision",
    complaint: "A complaint, petition or review is under way",
    request_of_authority: "Another authority asked to keep it",
    other: "Other",
  },
  form: {
    reason: "Why must it be held?",
    words: "In words",
    wordsHint:
      "For example which proceedings, and until when. Later it is judged from this whether the hold is still needed. Only your department and the prosecutors see it.",
    submit: "Hold",
  },
  refusals: {
    reason_missing: "Choose why the case must be held.",
    words_missing: "Say in words why the case must be held.",
    words_too_long: "At most 2,000 characters; please shorten it.",
    already_held: "Your department holds this case already; once is enough.",
    destroyed: "This case has just been destroyed and cannot be held.",
  },
  foreseen: {
    heading: "To be sealed and destroyed",
    lead: (days: string) =>
      `Cases that will be sealed or destroyed within the next ${days} days. To keep one, open it and hold it.`,
    sealing: "To be sealed",
    destruction: "To be destroyed",
    noSealing: "No case will be sealed in this time.",
    noDestruction: "No case will be destroyed in this time.",
    held: "Held, waits",
    columns: { case: "Case", district: "District", day: "Day", why: "Why", act: "Hold" },
    open: "View and hold",
    openFor: (number: string) => `View and hold case ${number}`,
    late: {
      title: "Added after sealing",
      text: "Reporters added something, or a file, after these cases were sealed, and nobody has looked yet. A case stays sealed: open it by emergency access, with a reason; then it leaves this list.",
      at: "Received",
      act: "Open",
      open: "Emergency access",
      openFor: (number: string) => `Emergency access to case ${number}`,
    },
  },
};
