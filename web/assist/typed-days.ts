// What the three fields of a date gave, as days from–to: a whole day, a month (2021年4月), or a birthday (5月20日).
import type { DateGiven } from '../parts/date-fields';

export interface Days {
  earliest: string;
  latest: string;
}

const two = (number: string | number): string => String(number).padStart(2, '0');

/** The days; null where none were given. */
export function daysOf({ value, words }: DateGiven): Days | null {
  if (value) return { earliest: value, latest: value };
  const [, year, month] = /^(\d{4})年(\d{1,2})月$/.exec(words ?? '') ?? [];
  if (year) {
    const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    return { earliest: `${year}-${two(month)}-01`, latest: `${year}-${two(month)}-${two(last)}` };
  }
  const [, birthMonth, birthDay] = /^(\d{1,2})月(\d{1,2})日$/.exec(words ?? '') ?? [];
  if (!birthMonth) return null;
  const birthday = `--${two(birthMonth)}-${two(birthDay)}`;
  return { earliest: birthday, latest: birthday };
}
