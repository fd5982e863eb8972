/** A citizen's number as it was typed, without spaces and in one case; null where nothing of it can be one. */
export function writtenNationalId(text: string): string | null {
  const id = text.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  return /^\d{15,18}[\dX]?$/.test(id) ? id : null;
}

/** Eighteen digits whose check digit is right (GB 11643-1999): a mistyped number proves nothing. */
export function isValidNationalId(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return "10X98765432"[sum % 11] === id[17];
}
