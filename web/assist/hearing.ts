// The left column: what is heard, the dates in it, and the one thing to ask next.
import { html, nothing, type TemplateResult } from 'lit';
import '../parts/date-fields';
import type { DateGiven } from '../parts/date-fields';
import { icons } from '../parts/icons';
import type { HeardDate, Unplaced } from './assist-api';
import type { Desk } from './desk';
import { fill, texts } from './words';

const WORDS = texts.dates;

/** The date that is being edited: a field, and the days to begin with. `old`: the field from which it may be moved. */
export interface Editing {
  field: string;
  earliest: string;
  latest: string;
  old: string | null;
}

export interface HearingActions {
  edit(editing: Editing | null): void;
  give(given: DateGiven, editing: Editing): void;
}

export function hearing(desk: Desk, editing: Editing | null, actions: HearingActions): TemplateResult {
  return html`<section class="hear" aria-labelledby="hear-title">
      <h2 id="hear-title">${texts.hear.title}</h2>
      <label class="hidden" for="heard">${texts.hear.label}</label>
      <textarea
        id="heard"
        rows="6"
        maxlength="6000"
        placeholder=${texts.hear.placeholder}
        aria-describedby="hear-note"
        .value=${desk.text}
        @input=${(event: Event) => desk.hear((event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <p id="hear-note" class="soft">${texts.hear.note}</p>
      <div role="status">
        ${desk.heard?.masked ? html`<p class="warning">${texts.hear.masked}</p>` : nothing}
        ${desk.failed ? html`<p class="error">${texts.hear.failed}</p>` : nothing}
      </div>
    </section>
    ${next(desk)} ${dates(desk, editing, actions)}`;
}

/** What to ask next, with the words to ask it. */
function next(desk: Desk): TemplateResult | typeof nothing {
  if (!desk.chosen) return nothing;
  const ask = desk.chosen.ask ?? desk.heard?.overview?.ask;
  return html`<section class="next" aria-labelledby="next-title">
    <h2 id="next-title">${texts.ask.title}</h2>
    ${ask
      ? html`<p class="soft">${fill(texts.ask.lead, { label: ask.label })}</p><p class="words">${ask.words}</p>`
      : html`<p class="soft">${texts.ask.none}</p>`}
  </section>`;
}

function dates(desk: Desk, editing: Editing | null, actions: HearingActions): TemplateResult {
  const heard = desk.heard;
  const nextField = desk.chosen?.ask?.field ?? 'cert_last_valid_day';
  return html`<section class="dates" aria-labelledby="dates-title">
    <h2 id="dates-title">${WORDS.title}</h2>
    ${heard?.person ? html`<p class="soft">${fill(WORDS.person, { person: heard.person })}</p>` : nothing}
    <ul class="chips">
      ${heard?.dates.map((date) => html`<li>${chip(date, editing, actions)}</li>`)}
      ${heard?.unplaced.map((date) => html`<li>${open(date, actions)}</li>`)}
    </ul>
    ${heard?.impossible.map((words) => html`<p class="warning">${fill(WORDS.impossible, { words })}</p>`)}
    ${heard?.dates.length ? nothing : html`<p class="soft">${WORDS.none}</p>`}
    ${editing
      ? editor(desk, editing, actions)
      : html`<button type="button" class="button" id="add-date" @click=${() => actions.edit(blank(nextField))}>
          ${icons.calendar}<span>${WORDS.add}</span>
        </button>`}
  </section>`;
}

export function blank(field: string): Editing {
  return { field, earliest: '', latest: '', old: null };
}

function chip(date: HeardDate, editing: Editing | null, actions: HearingActions): TemplateResult {
  const isOpen = editing?.old === date.field;
  const { field, earliest, latest } = date;
  return html`<button
    type="button"
    class="button chip"
    aria-expanded=${isOpen ? 'true' : 'false'}
    @click=${() => actions.edit(isOpen ? null : { field, earliest, latest, old: field })}
  >
    <span><b>${date.label}</b> ${date.text}${date.heard ? html` <span class="soft">${fill(WORDS.heard, { words: date.heard })}</span>` : nothing}
      ${date.year_assumed ? html`<span class="assumed">${WORDS.assumed}</span>` : nothing}</span>
    ${icons.pencil}<span class="hidden">${isOpen ? WORDS.close : WORDS.edit}</span>
  </button>`;
}

function open({ text, earliest, latest }: Unplaced, actions: HearingActions): TemplateResult {
  const begin = () => actions.edit({ field: 'cert_last_valid_day', earliest, latest, old: null });
  return html`<button type="button" class="button chip open" @click=${begin}>${icons.warning}<span>${fill(WORDS.unplaced, { words: text })}</span></button>`;
}

function editor(desk: Desk, editing: Editing, actions: HearingActions): TemplateResult {
  const fields = desk.about?.fields ?? [];
  const label = fields.find(({ field }) => field === editing.field)?.label ?? '';
  const change = (event: Event) => actions.edit({ ...editing, field: (event.target as HTMLSelectElement).value });
  return html`<div class="editor">
    <label>${WORDS.what}
      <select id="date-field" @change=${change}>
        ${fields.map((one) => html`<option value=${one.field} ?selected=${one.field === editing.field}>${one.label}</option>`)}
      </select>
    </label>
    <kigen-date-fields
      .field=${editing.field}
      .label=${label}
      .earliest=${editing.earliest}
      .latest=${editing.latest}
      @date-given=${(event: CustomEvent<DateGiven>) => actions.give(event.detail, editing)}
    ></kigen-date-fields>
    <p class="row">
      ${editing.old
        ? html`<button type="button" class="button quiet" @click=${() => actions.give({ field: editing.field, value: null }, editing)}>${WORDS.remove}</button>`
        : nothing}
      <button type="button" class="button quiet" @click=${() => actions.edit(null)}>${WORDS.close}</button>
    </p>
  </div>`;
}
