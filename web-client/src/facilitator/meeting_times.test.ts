import { describe, expect, it } from 'vitest';
import { dateField, fieldsToMs, timeField } from './meeting_times';

describe('date and time fields', () => {
  it('give back the moment they were filled from', () => {
    const moment = new Date(2026, 9, 20, 18, 5).getTime();
    expect(dateField(moment)).toBe('2026-10-20');
    expect(timeField(moment)).toBe('18:05');
    expect(fieldsToMs('2026-10-20', '18:05')).toBe(moment);
    expect(fieldsToMs('2026-10-20', '18.05')).toBe(moment);
  });
  it.each([['', '18:00'], ['2026-10-20', ''], ['2026-02-30', '18:00'], ['2026-10-20', '25:00'], ['20/10', '6pm']])('are no moment with %s and %s', (date, time) =>
    expect(fieldsToMs(date, time)).toBeUndefined());
});
