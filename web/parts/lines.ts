// Text of the server as paragraphs and lists, with readings where they are wanted. Everything becomes text nodes.
import { html, nothing, type TemplateResult } from 'lit';
import type { RubyPart } from './message';

const BULLET = /^[・•]\s*/;
/** The hand-written easy texts give the reading in brackets: 期限（きげん）. */
const BRACKETED = /([一-龠々〆ヶ]+)（([ぁ-ゖー]+)）/g;

/** One line, with readings above the words that have one. */
export function ruby(parts: RubyPart[]): TemplateResult[] {
  return parts.map(({ t, r }) => (r ? html`<ruby>${t}<rp>（</rp><rt>${r}</rt><rp>）</rp></ruby>` : html`${t}`));
}

/** 期限（きげん）まで → [期限, きげん], [まで]. */
export function bracketedReadings(text: string): RubyPart[] {
  const parts: RubyPart[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACKETED)) {
    if (match.index > end) parts.push({ t: text.slice(end, match.index) });
    parts.push({ t: match[1], r: match[2] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ t: text.slice(end) });
  return parts;
}

/** Lines of text and reading, cut at the line breaks. */
export function linesOf(parts: RubyPart[]): RubyPart[][] {
  const lines: RubyPart[][] = [[]];
  for (const { t, r } of parts) {
    const pieces = t.split('\n');
    pieces.forEach((piece, i) => {
      if (i) lines.push([]);
      if (piece) lines[lines.length - 1].push(r ? { t: piece, r } : { t: piece });
    });
  }
  return lines.filter((line) => line.length);
}

/** Paragraphs; lines that begin with ・ become a list. */
export function paragraphs(lines: RubyPart[][]): TemplateResult | typeof nothing {
  if (!lines.length) return nothing;
  const blocks: { items: boolean; lines: RubyPart[][] }[] = [];
  for (const line of lines) {
    const items = BULLET.test(line[0].t);
    const last = blocks[blocks.length - 1];
    const content = items ? [{ ...line[0], t: line[0].t.replace(BULLET, '') }, ...line.slice(1)] : line;
    if (items && last?.items) last.lines.push(content);
    else blocks.push({ items, lines: [content] });
  }
  return html`${blocks.map((block) =>
    block.items ? html`<ul class="points">${block.lines.map((line) => html`<li>${ruby(line)}</li>`)}</ul>` : html`<p>${ruby(block.lines[0])}</p>`,
  )}`;
}
