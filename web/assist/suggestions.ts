// The middle column: up to three suggestions, and the chosen one with the sentence to say.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../parts/icons';
import { safeLink } from '../parts/links';
import type { Suggestion } from './assist-api';
import type { Audience, Desk } from './desk';
import { fill, marked, texts, wordsIn } from './words';

const WORDS = texts.answer;
const AUDIENCES: Audience[] = ['spoken', 'chat', 'easy'];

export interface AnswerActions {
  copy(): void;
  audience(audience: Audience): void;
  judge(helpful: boolean): void;
}

export function suggestions(desk: Desk, actions: AnswerActions): TemplateResult {
  const found = desk.heard?.suggestions ?? [];
  return html`<section class="suggestions" aria-labelledby="suggestions-title">
      <h2 id="suggestions-title">${texts.suggestions.title}</h2>
      ${found.length
        ? html`<ol class="tabs">
            ${found.map((one, place) => html`<li>${tab(one, place, place === desk.place, desk)}</li>`)}
          </ol>`
        : html`<p class="empty">${desk.text.trim() && desk.heard ? texts.suggestions.nothing : texts.suggestions.empty}</p>`}
    </section>
    ${desk.chosen ? chosen(desk.chosen, desk, actions) : nothing}`;
}

function tab(one: Suggestion, place: number, isChosen: boolean, desk: Desk): TemplateResult {
  const percent = Math.round(one.confidence * 100);
  return html`<button
    type="button"
    class="tab"
    aria-pressed=${isChosen ? 'true' : 'false'}
    title=${fill(texts.suggestions.number, { percent })}
    @click=${() => desk.choose(place)}
  >
    <kbd aria-hidden="true">${place + 1}</kbd>
    <span class="label">${one.label}</span>
    <span class="certainty ${one.certainty}">${texts.suggestions.certainty[one.certainty]}</span>
  </button>`;
}

function chosen(one: Suggestion, desk: Desk, actions: AnswerActions): TemplateResult {
  const list = desk.about?.words ?? [];
  return html`<article class="chosen" aria-label=${one.label}>
    <p class="soft title">${WORDS.say}</p>
    <p class="say">${marked(one.say, list)}</p>
    ${one.detail ? html`<div class="detail">${one.detail.split('\n').map((line) => html`<p>${marked(line, list)}</p>`)}</div>` : nothing}
    ${one.sources.length
      ? html`<div class="sources">
          <h3>${WORDS.sources}</h3>
          <ul>
            ${one.sources.map((each) => html`<li>${source(each)}</li>`)}
          </ul>
        </div>`
      : nothing}
    ${copying(one, desk, list, actions)} ${judging(desk, actions)}
  </article>`;
}

function source({ text, url }: { text: string; url: string | null }): TemplateResult {
  const href = safeLink(url);
  return href
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}<span class="hidden">${WORDS.new_window}</span></a>`
    : html`<span>${text}</span>`;
}

/** The text for an audience, as it will be copied, with the words that should not go out. */
function copying(one: Suggestion, desk: Desk, list: string[], actions: AnswerActions): TemplateResult {
  const text = one[desk.audience];
  const found = wordsIn(text, list);
  return html`<div class="copying">
    <div class="row">
      <div class="audiences" role="group" aria-label=${WORDS.audience}>
        ${AUDIENCES.map(
          (audience) => html`<button
            type="button"
            class="button small"
            aria-pressed=${audience === desk.audience ? 'true' : 'false'}
            @click=${() => actions.audience(audience)}
          >${WORDS.audiences[audience]}</button>`,
        )}
      </div>
      <button type="button" class="button primary small" id="copy" @click=${actions.copy}>${WORDS.copy} <kbd aria-hidden="true">C</kbd></button>
    </div>
    ${found.length ? html`<p class="warning">${icons.warning}<span>${fill(WORDS.words, { words: found.join('、') })}</span></p>` : nothing}
    <details>
      <summary>${WORDS.preview}</summary>
      <p class="preview">${marked(text, list)}</p>
    </details>
  </div>`;
}

function judging(desk: Desk, actions: AnswerActions): TemplateResult {
  const words = texts.feedback;
  if (desk.judged === 'thanked') return html`<p class="soft" role="status">${words.thanks}</p>`;
  return html`<p class="row judging">
    <span class="soft">${words.title}</span>
    <button type="button" class="button small" @click=${() => actions.judge(true)}>${icons.good}<span>${words.good}</span></button>
    <button type="button" class="button small" @click=${() => actions.judge(false)}>${icons.bad}<span>${words.bad}</span></button>
  </p>`;
}
