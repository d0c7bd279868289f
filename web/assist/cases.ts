// The queue and the own talk, above what is heard.
import { html, nothing, type TemplateResult } from 'lit';
import type { Case, Queue } from './queue';
import { fill, marked, texts, wordsIn } from './words';

const WORDS = texts.cases;

export interface CaseActions {
  insert(): void;
  takes(on: boolean): void;
  changed(): void;
}

export function cases(queue: Queue, list: string[], canInsert: boolean, actions: CaseActions): TemplateResult {
  const { mine } = queue;
  const others = queue.cases.filter((one) => !one.mine);
  return html`<section class="cases" aria-labelledby="cases-title">
    <div class="row beside">
      <h2 id="cases-title">${WORDS.title}</h2>
      <label class="takes"><input type="checkbox" .checked=${queue.takes} @change=${(event: Event) => actions.takes((event.target as HTMLInputElement).checked)} />${WORDS.takes}</label>
    </div>
    ${others.length || mine ? nothing : html`<p class="soft">${queue.takes ? WORDS.none : WORDS.away}</p>`}
    <ul class="chips">
      ${others.map((one) => html`<li>${waiting(one, queue)}</li>`)}
    </ul>
    ${mine ? talk(mine, queue, list, canInsert, actions) : nothing}
  </section>`;
}

function waiting(one: Case, queue: Queue): TemplateResult {
  const last = one.turns.filter(({ from }) => from === 'user').pop()?.text ?? '';
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(one.since)) / 60_000));
  return html`<div class="case">
    <p><b>${one.state === 'waiting' ? fill(WORDS.waiting, { minutes, channel: WORDS.channels[one.channel] }) : fill(WORDS.connected, { operator: one.operator })}</b></p>
    ${last ? html`<p class="soft">「${last}」</p>` : nothing}
    ${queue.mine ? nothing : html`<button type="button" class="button primary small" @click=${() => queue.accept(one.id)}>${WORDS.take}</button>`}
  </div>`;
}

function talk(one: Case, queue: Queue, list: string[], canInsert: boolean, actions: CaseActions): TemplateResult {
  const found = wordsIn(queue.draft, list);
  const send = (event: Event): void => {
    event.preventDefault();
    void queue.write(queue.draft);
  };
  const type = (event: Event): void => {
    queue.draft = (event.target as HTMLTextAreaElement).value;
    actions.changed();
  };
  return html`<div class="talk">
    ${one.channel === 'line' ? html`<p class="soft">${WORDS.in_line}</p>` : nothing}
    <div class="transcript" role="log" aria-live="off" aria-label=${WORDS.open} tabindex="0">
      ${one.turns.map(({ from, text }) => html`<p class=${from}><b>${WORDS.users[from]}</b> ${text}</p>`)}
    </div>
    <form @submit=${send}>
      <label class="hidden" for="reply">${WORDS.write}</label>
      <textarea id="reply" rows="3" maxlength="2000" placeholder=${WORDS.write} .value=${queue.draft} @input=${type}></textarea>
      ${found.length
        ? html`<p class="warning" role="status"><span>${fill(texts.answer.words, { words: found.join('、') })}：${marked(queue.draft, list)}</span></p>`
        : nothing}
      <p class="row">
        <button class="button primary small">${WORDS.send}</button>
        ${canInsert ? html`<button type="button" class="button small" @click=${actions.insert}>${WORDS.insert}</button>` : nothing}
        <button type="button" class="button small" @click=${() => queue.end('back')}>${WORDS.back}</button>
        <button type="button" class="button small" @click=${() => queue.end('close')}>${WORDS.close}</button>
      </p>
    </form>
  </div>`;
}
