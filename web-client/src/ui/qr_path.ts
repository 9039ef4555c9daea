/** Modules of white on every side, as the QR standard asks. */
export const quietZone = 4;

/** One SVG path for all dark modules; neighbours in a row are drawn as one piece. */
export function modulePath(rows: readonly string[]): string {
  let path = '';
  rows.forEach((row, y) => {
    const runs = /1+/g;
    for (let run = runs.exec(row); run; run = runs.exec(row)) {
      const width = run[0].length;
      path += `M${run.index + quietZone} ${y + quietZone}h${width}v1h-${width}z`;
    }
  });
  return path;
}
