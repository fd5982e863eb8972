/** What somebody typed, with one kind of line end and nothing around it. */
export const trimmed = (typed: string): string => typed.replaceAll("\r\n", "\n").trim();

/** Whether a text holds what no keyboard types and no database keeps: half a letter, or a control character. */
export const isMalformed = (text: string): boolean => /\p{Surrogate}/u.test(text) || [...text].some(isControl);

function isControl(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return (code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127;
}
