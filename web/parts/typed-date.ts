// A day typed into three fields: full-width digits, eras, a whole date pasted into the first. Says what is wrong by field.
import { bothCalendars, fill, firstYearOf, texts } from './texts';

export interface TypedDate {
  /** 令和, 平成 …; empty for 西暦. */
  era: string;
  year: string;
  month: string;
  day: string;
}

type Part = 'year' | 'month' | 'day';

export interface Refusal {
  part: Part;
  text: string;
  values: Record<string, string | number>;
}

export interface Limits {
  min: string;
  max: string;
}

const ERA_LETTERS: Record<string, string> = { R: '令和', H: '平成', S: '昭和', T: '大正' };
const ERA_YEAR = /^(令和|平成|昭和|大正|[RHST])\s*\.?\s*(\d{1,2}|元)\s*年?$/i;
const WHOLE_DATE = /^((?:令和|平成|昭和|大正|[RHST])?\s*\.?\s*(?:\d{1,4}|元))\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?$/i;
/** A year that has the 29th of February: somebody's birthday. */
const LEAP_YEAR = 2000;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;

const plain = (text: string): string => text.normalize('NFKC').trim();
const digits = (text: string): number | null => (/^\d{1,4}$/.test(text) ? Number(text) : null);

/** The fields with era names in the year field moved to the era, and a pasted whole date shared out. */
export function sharedOut(typed: TypedDate): TypedDate {
  const year = plain(typed.year);
  const whole = WHOLE_DATE.exec(year) ?? EIGHT_DIGITS.exec(year);
  if (whole) return sharedOut({ era: '', year: whole[1], month: whole[2], day: whole[3] });
  const named = ERA_YEAR.exec(year);
  const era = named ? (ERA_LETTERS[named[1].toUpperCase()] ?? named[1]) : typed.era;
  const number = (named ? named[2] : year).replace(/年$/, '').replace('元', '1');
  // Four digits are a western year, whatever the era field says.
  return {
    era: digits(number) !== null && number.length === 4 ? '' : era,
    year: number,
    month: plain(typed.month).replace(/月$/, ''),
    day: plain(typed.day).replace(/日$/, ''),
  };
}

/** What was read: an ISO day, or a rougher date in words (2021年4月; a birthday 5月20日), or the first thing that is wrong. */
export type Read = { iso: string } | { words: string } | Refusal;

/** `yearless`: month and day are enough, as for a birthday. */
export function readTyped(typed: TypedDate, limits: Limits | null, yearless = false): Read {
  const { errors } = texts.dates;
  const shared = sharedOut(typed);
  const hasYear = shared.year !== '' || !yearless;
  const year = hasYear ? westernYear(shared) : LEAP_YEAR;
  if (year === null) return { part: 'year', text: errors.year, values: {} };
  const month = digits(shared.month);
  if (month === null || month < 1 || month > 12) return { part: 'month', text: errors.month, values: {} };
  if (year < 1900 || year > 2100) return { part: 'year', text: errors.year_unlikely, values: { year } };
  if (shared.day === '' && hasYear) return { words: fill(texts.dates.year_and_month, { year, month }) };
  const day = digits(shared.day);
  if (day === null || day < 1) return { part: 'day', text: errors.day, values: {} };
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return { part: 'day', text: hasYear ? errors.no_such_day : errors.no_such_day_ever, values: { year, month, day, last } };
  if (!hasYear) return { words: fill(texts.dates.month_and_day, { month, day }) };
  return within(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, limits);
}

function within(iso: string, limits: Limits | null): Read {
  const { errors } = texts.dates;
  if (limits && iso < limits.min) return { part: 'year', text: errors.too_early, values: { min: bothCalendars(limits.min) } };
  if (limits && iso > limits.max) return { part: 'year', text: errors.too_late, values: { max: bothCalendars(limits.max) } };
  return { iso };
}

/** The year as four digits. An era may run on past its end (平成38年), as old papers print it. */
function westernYear({ era, year }: TypedDate): number | null {
  const number = digits(year);
  if (number === null || number < 1) return null;
  if (!era) return year.length === 4 ? number : null;
  const first = firstYearOf(era);
  return first === null ? null : first + number - 1;
}

/** `2026-05-20` as fields; a month only (earliest ≠ latest) leaves the day empty, a birthday `--05-20` the year. */
export function fieldsOf(earliest: string, latest: string): TypedDate {
  const [, year, month, day] = /^(\d{4}|-)-(\d{2})-(\d{2})$/.exec(earliest) ?? [];
  const sameMonth = earliest.slice(0, 7) === latest.slice(0, 7);
  return {
    era: '',
    year: year && year !== '-' ? year : '',
    month: month && sameMonth ? String(Number(month)) : '',
    day: day && earliest === latest ? String(Number(day)) : '',
  };
}
