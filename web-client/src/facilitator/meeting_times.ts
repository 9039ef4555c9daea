// Date and time fields hold local time without a zone; the meeting is where the browser is.

const two = (n: number) => (n < 10 ? `0${n}` : String(n));

export function dateField(ms: number | undefined): string {
  if (ms === undefined) return '';
  const day = new Date(ms);
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function timeField(ms: number | undefined): string {
  if (ms === undefined) return '';
  const time = new Date(ms);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Undefined while either field is empty or is no date. */
export function fieldsToMs(date: string, time: string): number | undefined {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.trim());
  const clock = /^(\d{1,2})[:.](\d{2})$/.exec(time.trim());
  if (!day || !clock) return undefined;
  const [year, month, number] = [Number(day[1]), Number(day[2]), Number(day[3])];
  const [hours, minutes] = [Number(clock[1]), Number(clock[2])];
  const made = new Date(year, month - 1, number, hours, minutes);
  const same = made.getMonth() === month - 1 && made.getDate() === number && hours < 24 && minutes < 60;
  return same ? made.getTime() : undefined;
}
