// The parts around the conversation: head, display switches, foot menu, and the question before erasing.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../parts/icons';
import { fill, seireki, texts } from '../parts/texts';
import { outside } from './answer-more';
import type { Conversation } from './conversation';
import type { View } from './memory';

const WORDS = texts.widget;

export function head(conversation: Conversation, page: boolean, close: () => void): TemplateResult {
  const session = conversation.session;
  const name = session?.organisation.name;
  return html`<header class="head">
      <div class="name">
        ${name ? html`<p>${name}</p>` : nothing}
        ${page ? html`<h1>${WORDS.title}</h1>` : html`<h2 tabindex="-1">${WORDS.title}</h2>`}
      </div>
      ${page
        ? nothing
        : html`<button type="button" class="button close" @click=${close}>${icons.close}<span>${WORDS.close}</span></button>`}
    </header>
    ${session?.frozen_today ? html`<p class="frozen">${fill(WORDS.frozen, { day: seireki(session.frozen_today) })}</p>` : nothing}`;
}

export function toolbar(view: View, withSpeech: boolean, toggle: (name: keyof View) => void): TemplateResult {
  const names: (keyof View)[] = withSpeech ? ['easy', 'ruby', 'large', 'speech'] : ['easy', 'ruby', 'large'];
  return html`<div class="toolbar" role="group" aria-label=${texts.toolbar.label}>
    ${names.map(
      (name) => html`<button type="button" class="button" aria-pressed=${view[name] ? 'true' : 'false'} @click=${() => toggle(name)}>
        ${texts.toolbar[name]}
      </button>`,
    )}
  </div>`;
}

/** A notice of the organisation (an outage, a disaster), above everything. */
export function banner(conversation: Conversation): TemplateResult | typeof nothing {
  const text = conversation.session?.organisation.banner;
  return text ? html`<p class="banner"><b>${WORDS.banner}</b> ${text}</p>` : nothing;
}

/** Privacy line and links of the organisation, under the greeting. */
export function opening(conversation: Conversation): TemplateResult | typeof nothing {
  const session = conversation.session;
  if (!session) return nothing;
  const { privacy_notice, links } = session.organisation;
  const isSaid = session.greeting.notices.includes(privacy_notice);
  return html`
    ${privacy_notice && !isSaid ? html`<p class="opening">${privacy_notice}</p>` : nothing}
    ${links.length
      ? html`<ul class="opening row" aria-label=${WORDS.links}>
          ${links.map(({ title, url }) => html`<li>${outside(title, url)}</li>`)}
        </ul>`
      : nothing}
  `;
}

export function menu(erase: () => void): TemplateResult {
  return html`<div class="row menu">
    <button type="button" class="button quiet" @click=${erase}>${icons.trash}<span>${WORDS.erase}</span></button>
    <button type="button" class="button quiet" @click=${() => window.print()}>${icons.print}<span>${WORDS.print}</span></button>
  </div>`;
}

/** Whether an operator is on the way, there, or gone. */
export function line({ line }: Conversation): TemplateResult | typeof nothing {
  return line ? html`<p class="line ${line}">${texts.operator[line]}</p>` : nothing;
}

/** What went wrong, in one calm sentence, and the way to try again. */
export function trouble({ trouble }: Conversation, retry: () => void): TemplateResult | typeof nothing {
  if (!trouble) return nothing;
  const label = trouble.again === 'begin' ? texts.errors.retry_begin : texts.errors.retry;
  return html`<div class="trouble">
    <p class="error" role="alert">${trouble.text}</p>
    ${trouble.again ? html`<button type="button" class="button" @click=${retry}>${label}</button>` : nothing}
  </div>`;
}

/** The sign of waiting: at the beginning, and where an answer takes longer than a moment. */
export function waiting({ session, trouble, busy }: Conversation): TemplateResult | typeof nothing {
  if (session && !busy) return nothing;
  if (!session && trouble) return nothing;
  return html`<p class="busy"><i></i>${session ? texts.turn.busy : WORDS.beginning}</p>`;
}
