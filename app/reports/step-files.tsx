import { type FilesOfReport, ReporterFiles } from "#app/evidence/reporter-files.tsx";
import { Button, Card, useCopy } from "#app/ui/index.ts";
import { filesPage } from "./onward.ts";

interface StepFilesProps {
  readonly files: FilesOfReport;
  readonly back: string;
  /** The form with the answers beside it. */
  readonly form: string;
}

/**
 * Files beside the questions about evidence. With a script they are sent from here while the answers stay as they are;
 * without one they have a page of their own, and the way there saves the answers.
 */
export function StepFiles({ files, back, form }: StepFilesProps) {
  const { step, lead } = useCopy().evidence;
  return (
    <div id="files" className="scroll-mt-24">
      <Card title={step.title}>
        <p className="mb-4 max-w-2xl">{lead}</p>
        <ReporterFiles held={files} owner="draft" back={back} removeAt={filesPage} besideAnswers />
        <div data-without-script className="mt-5 grid gap-1">
          <div>
            <Button kind="secondary" name="go" value="files" form={form} formNoValidate>
              {step.toFiles}
            </Button>
          </div>
          <p className="text-fine text-soft">{step.savedFirst}</p>
        </div>
      </Card>
    </div>
  );
}
