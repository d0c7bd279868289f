// The person's days as a picture (SVG, hidden from readers) and as a table that everyone gets.
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { TimelineDay } from './message';
import { texts } from './texts';

const WIDTH = 340;
const MARGIN = 26;
const LINE_Y = 42;
/** About the width of a digit in a label, with its share of the space between labels. */
const LETTER_WIDTH = 8.5;

const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / 86_400_000;

interface Placed {
  day: TimelineDay;
  from: number;
  to: number;
}

/** Picture and table; nothing without days. */
export function timeline(days: TimelineDay[]): TemplateResult | typeof nothing {
  if (!days.length) return nothing;
  const sorted = [...days].sort((a, b) => a.earliest.localeCompare(b.earliest));
  return html`<figure class="timeline">
    <figcaption>${texts.timeline.title}</figcaption>
    ${sorted.length > 1 ? picture(sorted) : nothing} ${table(sorted)}
  </figure>`;
}

function table(days: TimelineDay[]): TemplateResult {
  const words = texts.timeline;
  return html`<table>
    <thead class="hidden">
      <tr>
        <th scope="col">${words.what}</th>
        <th scope="col">${words.when}</th>
      </tr>
    </thead>
    <tbody>
      ${days.map(
        (day) => html`<tr class=${day.key}>
          <th scope="row">
            <svg class="mark" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">${mark(day.key, 0, 0)}</svg>${day.label}
          </th>
          <td><span class="day">${day.text}</span> <span class="wareki">${day.wareki}</span></td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

function picture(days: TimelineDay[]): TemplateResult {
  const first = Math.min(...days.map((day) => dayNumber(day.earliest)));
  const last = Math.max(...days.map((day) => dayNumber(day.latest)));
  const scale = (WIDTH - 2 * MARGIN) / Math.max(1, last - first);
  const at = (iso: string): number => MARGIN + (dayNumber(iso) - first) * scale;
  const placed = days.map((day) => ({ day, from: at(day.earliest), to: at(day.latest) }));
  const today = placed.find(({ day }) => day.key === 'today');
  const marks = placed.filter(({ day }) => day.key !== 'today');
  const labels = labelsOf(marks);
  const height = labels.some(({ isLower }) => isLower) ? 84 : 70;
  return html`<svg class="picture" viewBox="0 0 ${WIDTH} ${height}" aria-hidden="true" focusable="false">
    ${bars(placed)} ${today ? todayPin(today) : nothing}
    ${marks.map(({ day, from, to }) => svg`
      ${to - from > 2 ? svg`<line class="span ${day.key}" x1=${from} x2=${to} y1=${LINE_Y} y2=${LINE_Y} />` : nothing}
      ${mark(day.key, to, LINE_Y)}`)}
    ${labels.map(({ x, text, isLower }) => svg`<text class="date" x=${x} y=${isLower ? 80 : 64} text-anchor="middle">${text}</text>`)}
  </svg>`;
}

/** The stretches between the days: before renewal, renewal, grace, after. */
function bars(placed: Placed[]): TemplateResult[] {
  const end = (key: string) => placed.find(({ day }) => day.key === key)?.to;
  const renewal = end('renewal_from');
  const lastValid = end('last_valid_day');
  const grace = end('grace_last_day');
  const bar = (name: string, from: number, to: number) =>
    svg`<line class="bar ${name}" x1=${from} x2=${to} y1=${LINE_Y} y2=${LINE_Y} />`;
  const result = [bar('axis', 6, WIDTH - 6)];
  if (lastValid !== undefined) result.push(bar('valid', 6, lastValid));
  if (renewal !== undefined && lastValid !== undefined) result.push(bar('renewal', renewal, lastValid));
  if (lastValid !== undefined && grace !== undefined && grace > lastValid) result.push(bar('grace', lastValid, grace));
  return result;
}

function todayPin({ from }: Placed): TemplateResult {
  return svg`<g class="pin">
    <line x1=${from} x2=${from} y1="18" y2=${LINE_Y + 10} />
    <text x=${Math.min(Math.max(from, 14), WIDTH - 14)} y="13" text-anchor="middle">${texts.timeline.today}</text>
  </g>`;
}

interface Label {
  x: number;
  text: string;
  isLower: boolean;
}

/** Month and day under each mark (first and last day of a period); in a second row where two would touch. */
function labelsOf(marks: Placed[]): Label[] {
  const labels: Label[] = [];
  for (const { day, from, to } of marks) {
    const text = day.earliest === day.latest ? monthAndDay(day.latest) : `${monthAndDay(day.earliest)}–${monthAndDay(day.latest)}`;
    const half = (text.length * LETTER_WIDTH) / 2;
    const x = Math.min(Math.max((from + to) / 2, half), WIDTH - half);
    const before = labels[labels.length - 1];
    const touches = !!before && x - before.x < half + (before.text.length * LETTER_WIDTH) / 2;
    labels.push({ x, text, isLower: touches && !before.isLower });
  }
  return labels;
}

function monthAndDay(iso: string): string {
  const [, month, day] = iso.split('-').map(Number);
  return `${month}/${day}`;
}

/** Each kind of day has a shape of its own: colour is never the only sign. */
function mark(key: string, x: number, y: number): TemplateResult {
  const place = `translate(${x} ${y})`;
  switch (key) {
    case 'renewal_from':
      return svg`<circle class="shape ${key}" r="6" transform=${place} />`;
    case 'last_valid_day':
      return svg`<path class="shape ${key}" d="M0 -7.5 7.5 0 0 7.5 -7.5 0Z" transform=${place} />`;
    case 'grace_last_day':
      return svg`<rect class="shape ${key}" x="-6" y="-6" width="12" height="12" transform=${place} />`;
    case 'today':
      return svg`<path class="shape ${key}" d="M-6 -6H6L0 6Z" transform=${place} />`;
    default:
      return svg`<circle class="shape" r="5" transform=${place} />`;
  }
}
