/** One row of a pasted table. `number` counts every row, blank ones too, from 1: as the person sees
 *  them in what was pasted. */
export interface SheetRow {
  number: number;
  cells: string[];
}

/**
 * Reads what a spreadsheet puts on the clipboard: cells parted by tabs, rows by line ends, and a
 * cell with either in it between quotes, where a quote is doubled. Blank rows are left out.
 */
export function readSheet(text: string): SheetRow[] {
  const rows: SheetRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let number = 1;
  let at = 0;

  const endCell = () => {
    cells.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ number, cells });
    cells = [];
    number += 1;
  };
  while (at < text.length) {
    const letter = text.charAt(at);
    if (letter === '"' && cell === '') {
      const quoted = readQuoted(text, at);
      cell = quoted.text;
      at = quoted.end;
    } else if (letter === '\t') {
      endCell();
      at += 1;
    } else if (letter === '\n' || letter === '\r') {
      endRow();
      at += letter === '\r' && text.charAt(at + 1) === '\n' ? 2 : 1;
    } else {
      cell += letter;
      at += 1;
    }
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}

/** A quote that is never closed, or is followed by more text, is a quote that somebody wrote. */
function readQuoted(text: string, start: number): { text: string; end: number } {
  let content = '';
  let at = start + 1;
  while (at < text.length) {
    if (text.charAt(at) !== '"') {
      content += text.charAt(at);
      at += 1;
    } else if (text.charAt(at + 1) === '"') {
      content += '"';
      at += 2;
    } else {
      const after = text.charAt(at + 1);
      if (after === '' || after === '\t' || after === '\n' || after === '\r') return { text: content, end: at + 1 };
      break;
    }
  }
  return { text: '"', end: start + 1 };
}

/** Whole number from digits with spaces between and perhaps kr after; undefined when it is not. */
export function readWhole(text: string): number | undefined {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '').replace(/(kr|sek|:-)$/i, '').replace(/^sek/i, '');
  if (!/^\d{1,13}$/.test(digits)) return undefined;
  return Number(digits);
}
