// What stands behind an answer and helps onwards: calendar, people to ask, reasons and sources folded away.
import { html, nothing, type TemplateResult } from 'lit';
import { icons } from '../parts/icons';
import { safeLink, telLink } from '../parts/links';
import type { Contact, Message, Source } from '../parts/message';
import { fill, texts } from '../parts/texts';

const WORDS = texts.more;
/** The only path that a calendar link may have: a message cannot lead elsewhere. */
const CALENDAR_PATH = /^\/api\/chat\/calendar\/[\w.~=-]+$/;

function help(message: Message, { address }: { address(path: string): string }): TemplateResult {
  const calendar = message.calendar && CALENDAR_PATH.test(message.calendar) ? address(message.calendar) : null;
  return html`
    ${calendar
      ? html`<p class="group"><a class="button" href=${calendar} download>${icons.calendar}<span>${WORDS.calendar}</span></a></p>`
      : nothing}
    ${message.contacts.length
      ? html`<div class="group">
          <p class="title">${WORDS.contacts}</p>
          <ul class="contacts">
            ${message.contacts.map(contact)}
          </ul>
        </div>`
      : nothing}
  `;
}

function contact({ name, phone, hours, note, url }: Contact): TemplateResult {
  const tel = telLink(phone);
  return html`<li class="contact">
    <p class="name">${name}</p>
    ${tel ? html`<a class="button" href=${tel}>${icons.phone}<span>${phone}</span><span class="hidden">${WORDS.call}</span></a>` : phone ? html`<p>${phone}</p>` : nothing}
    ${hours ? html`<p class="hours">${hours}</p>` : nothing} ${note ? html`<p class="hours">${note}</p>` : nothing}
    ${url ? html`<p>${outside(fill(WORDS.page, { name }), url)}</p>` : nothing}
  </li>`;
}

function folded(message: Message): TemplateResult {
  const reasons = message.reasons.map((line) => html`${line}`);
  return html`${fold(WORDS.reasons, reasons)}${fold(WORDS.sources, message.sources.map(source))}`;
}

function fold(title: string, lines: TemplateResult[]): TemplateResult | typeof nothing {
  if (!lines.length) return nothing;
  return html`<details>
    <summary>${title}</summary>
    <ul class="points">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function source({ text, url }: Source): TemplateResult {
  return outside(text, url);
}

/** A link that leaves the page, where the address may be linked to; else the words alone. */
export function outside(text: string, url: string | null): TemplateResult {
  const href = safeLink(url);
  if (!href) return html`${text}`;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${text}<span class="hidden">${WORDS.new_window}</span></a>`;
}

export const more = { help, folded };
