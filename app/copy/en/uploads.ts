import type { uploads as chinese } from "../zh-CN/uploads.ts";

export const uploads: typeof chinese = {
  problems: {
    empty: "The file is empty and was not taken. Please check that it is the right one.",
    too_large: (limit) =>
      `The file is larger than ${limit} and was not taken. Shorten it, send it in pieces, or hand it over in person.`,
    too_many: "There are already as many files as can be taken; this one was not. Remove one that is not needed.",
    unknown_type:
      "Files of this type cannot be taken. Send a photo, a PDF, a Word file, a sound recording or a video instead, or a picture of the screen.",
    unreadable: "The file did not arrive whole. Please send it again.",
    size_unknown: "The size of the file was not given, so it cannot be taken. Please choose the file again.",
    no_name: "The file has no name and cannot be taken. Please rename it and send it again.",
    note_too_long: (most) => `What is said about the file is too long: at most ${most} characters.`,
    moved:
      "The file is being sent from elsewhere, or the place to go on from has changed. Please go on from where it is now.",
    filed: "The report has been filed without this file. Please add it with the receipt code.",
    absent: "There is no report or case here to add a file to. Please reload the page and try again.",
    infected: "A scan found malware. The file is quarantined; only the police can take it out.",
    damaged:
      "The stored file is not the one that was received and cannot be handed out. Please tell the administrator.",
    unavailable: "The storage for files is away for the moment. What has arrived is not lost; please go on later.",
    too_often: "Too many files in a short time. Please try again later.",
  },
  protocol: "Please upload with the tus protocol, version 1.0.0.",
  title: "File not taken",
  form: {
    title: "Some files were not taken",
    lead: "The other files and everything that was filled in are still there.",
    formProblem: "The form did not arrive whole. Please go back and send it again.",
    back: "Back to the page before",
  },
};
