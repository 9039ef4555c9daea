import { number } from '../i18n/format';
import { t } from '../i18n/text.svelte';

// Exact figures come as text: "84500/3", or "12". Here they are only shown, so a double will do;
// whatever is decided has been decided by the server.

/** More digits than this are cut from both sides of the line: a double holds numbers to 10^308. */
const mostDigits = 300;

export function valueOfFraction(text: string): number {
  const [over = '0', under = '1'] = text.split('/');
  const cut = Math.max(0, Math.max(over.length, under.length) - mostDigits);
  return cut === 0 ? Number(over) / Number(under) : Number(over.slice(0, -cut) || '0') / Number(under.slice(0, -cut) || '1');
}

/** Whole kronor, a half rounded up. */
export function kronorOf(value: number): number {
  return Math.floor(value + 0.5 + 1e-9 * Math.max(1, Math.abs(value)));
}

/** Whole kronor that are surely there: the rest is cut off. */
export function wholeKronorOf(value: number): number {
  return Math.floor(value + 1e-9 * Math.max(1, Math.abs(value)));
}

/** In tenths, a half rounded up. */
export function tenthsOf(value: number): number {
  return kronorOf(value * 10);
}

/** With one decimal where it has any. */
export function decimal(fraction: string): string {
  const tenths = tenthsOf(valueOfFraction(fraction));
  return number(Math.trunc(tenths / 10)) + (tenths % 10 === 0 ? '' : t('format.decimal') + (tenths % 10));
}
