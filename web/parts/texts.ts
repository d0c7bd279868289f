// All words of the screens stand in texts/ja.json. Dates in words come from Intl: 西暦 and 和暦.
import texts from '../texts/ja.json';

export { texts };

/** The text with its {placeholders} filled. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const SEIREKI = new Intl.DateTimeFormat('ja-JP', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
const WAREKI = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `2026-05-20` as 2026年5月20日. */
export function seireki(iso: string): string {
  return SEIREKI.format(new Date(`${iso}T00:00:00Z`));
}

/** `2026-05-20` as 令和8年5月20日. */
export function wareki(iso: string): string {
  return WAREKI.format(new Date(`${iso}T00:00:00Z`));
}

/** `2026-05-20` as 2026年5月20日（令和8年5月20日）. */
export function bothCalendars(iso: string): string {
  return fill(texts.dates.both, { seireki: seireki(iso), wareki: wareki(iso) });
}

let firstYears: Map<string, number> | null = null;

/** The western year of an era's first year (令和 → 2019), null for an unknown era. */
export function firstYearOf(era: string): number | null {
  if (!firstYears) {
    firstYears = new Map();
    const eraOn = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', timeZone: 'UTC' });
    for (let year = 1900; year <= 2100; year++) {
      // The last day of the year: the year in which an era began counts as its first.
      const name = eraOn.formatToParts(Date.UTC(year, 11, 31)).find((part) => part.type === 'era')?.value;
      if (name && !firstYears.has(name)) firstYears.set(name, year);
    }
  }
  return firstYears.get(era) ?? null;
}
