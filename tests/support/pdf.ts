import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a PDF says, page by page, without the spaces and line breaks that its layout made. */
export async function textOfPdf(bytes: Buffer): Promise<string[]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(withoutSpaces(items.map((item) => ("str" in item ? item.str : "")).join("")));
  }
  await task.destroy();
  return pages;
}

export const withoutSpaces = (text: string): string => text.replace(/\s+/g, "");
