// What the dates come to, the rules in words, what to make sure of (right column); and the draft of the record.
import { html, nothing, type TemplateResult } from 'lit';
import { timeline } from '../parts/timeline';
import type { Strip } from './assist-api';
import type { Desk } from './desk';
import { fill, texts, wordsIn } from './words';

export interface StripActions {
  copySummary(): void;
  changed(): void;
}

export function strip(desk: Desk, actions: StripActions): TemplateResult {
  return html`${computed(desk)} ${checklist(desk, actions)}`;
}

/** Of the chosen answer; where it has no days of its own, of the certificate. */
function computed(desk: Desk): TemplateResult {
  const words = texts.strip;
  const { chosen, heard } = desk;
  const shown: Strip | null = chosen?.timeline.length ? chosen : (heard?.overview ?? chosen ?? null);
  const reasons = chosen?.reasons.length ? chosen.reasons : (shown?.reasons ?? []);
  const names: Record<string, string> = words.states;
  return html`<section class="computed" aria-labelledby="computed-title">
    <h2 id="computed-title">${words.title}</h2>
    ${shown?.states.map((state) => html`<p class="state ${state}">${names[state] ?? state}</p>`)}
    ${shown?.timeline.length ? timeline(shown.timeline) : html`<p class="soft">${words.none}</p>`}
    ${reasons.length
      ? html`<h3>${words.reasons}</h3>
          <ul class="points">
            ${reasons.map((reason) => html`<li>${reason}</li>`)}
          </ul>`
      : nothing}
  </section>`;
}

function checklist(desk: Desk, actions: StripActions): TemplateResult | typeof nothing {
  if (!desk.chosen) return nothing;
  const tick = (item: string) => {
    if (!desk.checked.delete(item)) desk.checked.add(item);
    actions.changed();
  };
  return html`<section aria-labelledby="check-title">
    <h2 id="check-title">${texts.check.title}</h2>
    <ul class="checklist">
      ${desk.chosen.checklist.map(
        (item) => html`<li>
          <label><input type="checkbox" .checked=${desk.checked.has(item)} @change=${() => tick(item)} /><span>${item}</span></label>
        </li>`,
      )}
    </ul>
  </section>`;
}

/** The draft of the record, to be edited and copied. */
export function summary(desk: Desk, actions: StripActions): TemplateResult {
  const words = texts.summary;
  const found = wordsIn(desk.summary, desk.about?.words ?? []);
  const edit = (event: Event) => {
    desk.ownSummary = (event.target as HTMLTextAreaElement).value;
    actions.changed();
  };
  if (!desk.chosen && desk.ownSummary === null) {
    return html`<section class="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">${words.title}</h2>
      <p class="soft">${words.none}</p>
    </section>`;
  }
  return html`<section class="summary" aria-labelledby="summary-title">
    <h2 id="summary-title">${words.title}</h2>
    ${desk.chosen ? html`<p><b>${words.code}</b> ${desk.chosen.wrap_up.id} ${desk.chosen.wrap_up.label}</p>` : nothing}
    <label class="hidden" for="summary">${words.label}</label>
    <textarea id="summary" rows="7" aria-describedby="summary-note" .value=${desk.summary} @input=${edit}></textarea>
    <p id="summary-note" class="soft">${words.note}</p>
    ${found.length ? html`<p class="warning" role="status">${fill(texts.answer.words, { words: found.join('、') })}</p>` : nothing}
    <p class="row">
      <button type="button" class="button small" @click=${actions.copySummary}>${words.copy}</button>
      ${desk.ownSummary !== null
        ? html`<button type="button" class="button quiet small" @click=${() => {
            desk.ownSummary = null;
            actions.changed();
          }}>${words.redo}</button>`
        : nothing}
    </p>
  </section>`;
}
