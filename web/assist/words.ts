// The words of this screen, and words that are not to be used in what goes out.
import { html, type TemplateResult } from 'lit';
import texts from '../texts/assist.ja.json';

export { fill } from '../parts/texts';
export { texts };

/** 2026-06-15 as 2026年6月15日（月）. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日（${texts.head.weekdays[new Date(year, month - 1, date).getDay()]}）`;
}

/** The words of the list that a text holds, the longest first (「絶対に」 before 「絶対」), each once. */
export function wordsIn(text: string, list: string[]): string[] {
  const found: string[] = [];
  let rest = text;
  for (const word of list) {
    if (!rest.includes(word)) continue;
    found.push(word);
    rest = rest.replaceAll(word, '\u0000');
  }
  return found;
}

/** A text with such words marked. */
export function marked(text: string, list: string[]): TemplateResult {
  const found = wordsIn(text, list);
  if (!found.length) return html`${text}`;
  const pattern = new RegExp(`(${found.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  return html`${text.split(pattern).map((part) => (found.includes(part) ? html`<mark>${part}</mark>` : part))}`;
}
