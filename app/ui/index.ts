// The design system: everything a page is drawn with. Each part renders on the server and works without scripts.

export { StateBadge, type Tone, type Urgency, UrgencyBadge } from "./badge.tsx";
export { BodyFigure } from "./body-figure.tsx";
export { Button, type ButtonKind, buttonClass, LinkButton, PrintButton } from "./button.tsx";
export { Card, Empty } from "./card.tsx";
export { Checkbox, CheckboxGroup, choiceId, type Option, RadioGroup, Select, YesNoUnknown } from "./choice.tsx";
export { ClockBar, type ClockState } from "./clock-bar.tsx";
export { CopyableCode } from "./copyable-code.tsx";
export { Details } from "./details.tsx";
export { Emblem } from "./emblem.tsx";
export { ErrorSummary, errorOf, type FieldError } from "./error-summary.tsx";
export { Field, FieldGroup, fieldId, type QuestionProps, type UnknownBox } from "./field.tsx";
export { FormToken } from "./form-token.tsx";
export { Named } from "./named.tsx";
export { Notice, type NoticeKind } from "./notice.tsx";
export { type DeskLink, OfficerLayout } from "./officer-layout.tsx";
export { type Page, useCopy, useLocale, usePage } from "./page-context.tsx";
export { pageTitle } from "./page-title.ts";
export { Pager } from "./pager.tsx";
export { Phrases } from "./phrases.tsx";
export { ReasonedForm } from "./reasoned-form.tsx";
export { type Hotline, ReporterLayout } from "./reporter-layout.tsx";
export { SavedMark } from "./saved-mark.tsx";
export { StepHeading } from "./step-heading.tsx";
export { SummaryList, type SummaryRow } from "./summary-list.tsx";
export { type Column, Table } from "./table.tsx";
export { DateField, MomentField, TextArea, TextField, TimeField } from "./text-field.tsx";
export { Timeline, type TimelineEntry } from "./timeline.tsx";
