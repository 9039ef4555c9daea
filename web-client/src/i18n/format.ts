import { grouped } from './catalogue';
import { lookUp, t } from './text.svelte';

// Numbers, money, dates and times, all by patterns of the catalogue, so that a language is data.
// Nothing here uses Intl, whose output differs between browsers.

const two = (n: number) => (n < 10 ? `0${n}` : String(n));

export function number(n: number): string {
  return grouped(n, t('format.group'));
}

/** Whole kronor. */
export function money(kronor: number): string {
  return t('format.money', { amount: number(kronor) });
}

/** `tenths` are tenths of a percent: 89 is 8,9 %. */
export function percent(tenths: number): string {
  const whole = Math.trunc(tenths / 10);
  const rest = Math.abs(tenths % 10);
  const digits = rest === 0 ? number(whole) : number(whole) + t('format.decimal') + rest;
  return t('format.percent', { amount: tenths < 0 && whole === 0 ? `\u2212${digits}` : digits });
}

/** Up to twelve in words, for sentences; figures above and in counts. Never for one of something
 *  with a gender (en/ett): the plural form `one` of a text says that itself. */
export function inWords(n: number): string {
  return lookUp(`number.${n}`) ?? number(n);
}

export function date(ms: number): string {
  const day = new Date(ms);
  return t('format.date', {
    weekday: t('format.weekdays').split(' ')[day.getDay()] ?? '',
    day: String(day.getDate()),
    month: t('format.months').split(' ')[day.getMonth()] ?? '',
    year: String(day.getFullYear()),
  });
}

/** 2026-10-20, for tables. */
export function shortDate(ms: number): string {
  const day = new Date(ms);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** 18.00 or 18:00. */
export function clock(ms: number): string {
  const time = new Date(ms);
  return t('format.clock', { hours: two(time.getHours()), minutes: two(time.getMinutes()) });
}

/** kl. 18.00 or 18:00, for sentences. */
export function timeOfDay(ms: number): string {
  return t('format.time', { clock: clock(ms) });
}

export function timeSpan(fromMs: number, toMs: number): string {
  return t('format.time', { clock: `${clock(fromMs)}\u2013${clock(toMs)}` });
}

/** What is left of a time, 2:10; above an hour 1:02:10. Rounded up, and never below 0:00. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.trunc(seconds / 3600);
  const minutes = Math.trunc(seconds / 60) % 60;
  const tail = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

/** K7M 4PX: in threes, with a space that does not break. */
export function joinCode(code: string): string {
  return code.replace(/\s/g, '').replace(/(.{3})(?=.)/g, '$1\u00a0');
}

/** What was typed, as the server wants it: upper case, without spaces and hyphens. */
export function typedJoinCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}
