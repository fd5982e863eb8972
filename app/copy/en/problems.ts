import type { problems as zh } from "../zh-CN/problems.ts";

export const problems: typeof zh = {
  required: "This is needed.",
  unknown_field: "There is no such field; check its name.",
  not_an_object: "A group of fields belongs here.",
  not_a_list: "A list belongs here.",
  not_text: "Text belongs here.",
  not_a_choice: "Choose one of the options.",
  not_yes_or_no: "Answer yes or no, or leave it empty if it is not known.",
  not_a_date: "Enter a real date, for example 2015-03-02.",
  not_a_moment: "Enter a date, or a time with its zone, for example 2026-03-02T08:00:00+08:00.",
  not_a_division_code: "Enter a six-digit division code, for example 110105.",
  not_a_phone: "Enter a phone number that can be called: digits, spaces, hyphens and plus only.",
  not_an_email: "Enter a whole e-mail address.",
  not_an_id_number: "An identity number holds letters and digits only; leave it empty if unsure.",
  too_long: "This is too long; shorten it.",
  too_many: "There are too many entries; join some, or file several reports.",
  malformed_text: "The text holds characters that cannot be read; type it again.",
  blank_text: "There are only spaces. Leave it empty if it is not known.",
  repeated_value: "The same option was chosen twice.",
  situation_needed: "Choose at least one situation; if unsure, choose “other”.",
  child_needed: "Enter at least one child; what is not known may be left empty.",
  age_not_whole_years: "Enter the age in whole years, 0 to 17.",
  child_is_adult:
    "The portal takes reports about children under eighteen. For an adult who is harmed call 110; for legal aid call 12348.",
  born_in_future: "The date of birth lies after today; check it.",
  born_after_incident: "The date of birth lies after the incident; check it.",
  incident_in_future: "The time of the incident lies in the future; check it.",
  ends_before_start: "The end lies before the beginning; check it.",
  anonymous_within_duty:
    "This profession carries the duty to report and cannot stay anonymous; who reported is kept secret by law.",
  anonymous_with_identity: "This must be empty for an anonymous report.",
  contact_needed:
    "Leave a phone number or e-mail address, so that the police can ask what is urgent and answer by law.",
  unknown_edition: "There is no such edition of the guidelines.",
  unknown_indicator: "The guidelines hold no such sign.",
  not_accepted: "The form of this cannot be read.",
};
