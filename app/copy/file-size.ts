const units = ["KB", "MB", "GB"] as const;

/** A file's size as phones write it, alike in every language: 640 KB, 2.3 MB, 1 GB. Counted in steps of 1,024. */
export function fileSize(bytes: number): string {
  let size = Math.max(bytes, 0) / 1_024;
  let unit = 0;
  while (size >= 1_023.95 && unit < units.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  const digits = size > 0 && size < 10 ? Math.max(size, 0.1).toFixed(1).replace(/\.0$/, "") : String(Math.round(size));
  return `${digits} ${units[unit]}`;
}
