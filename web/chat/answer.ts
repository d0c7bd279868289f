// One answer: the sentence that settles the question first, then the days, what to do next, and what stands behind it.
import { html, nothing, type TemplateResult } from 'lit';
import '../parts/date-fields';
import type { DateGiven } from '../parts/date-fields';
import { icons } from '../parts/icons';
import { bracketedReadings, linesOf, paragraphs, ruby } from '../parts/lines';
import type { Choice, FeedbackReason, KnownDate, Message, RubyPart } from '../parts/message';
import { texts } from '../parts/texts';
import { timeline } from '../parts/timeline';
import { more } from './answer-more';
import type { BotTurn } from './conversation';
import { feedback } from './feedback';

export interface AnswerView {
  easy: boolean;
  ruby: boolean;
  /** Buttons and fields stand under the newest answer only. */
  isLatest: boolean;
  sending: boolean;
  /** The field of the date that is being changed. */
  editing: string | null;
}

export interface AnswerActions {
  choose(choice: Choice): void;
  giveDate(label: string, given: DateGiven): void;
  edit(field: string | null): void;
  rate(turn: BotTurn, helpful: boolean, reason: FeedbackReason | null): void;
  address(path: string): string;
}

export function answer(turn: BotTurn, view: AnswerView, actions: AnswerActions): TemplateResult {
  const { message } = turn;
  const [lead, ...rest] = shownLines(message, view);
  return html`<article class="answer ${view.ruby ? 'with-readings' : ''}">
    <span class="hidden">${texts.turn.bot}</span>
    ${message.warning ? html`<p class="warning">${icons.warning}<span>${message.warning}</span></p>` : nothing}
    ${lead ? html`<p class="lead">${ruby(lead)}</p>` : nothing}
    <div class="text">${paragraphs(rest)}</div>
    ${view.isLatest ? asked(message, view, actions) : nothing}
    ${timeline(message.timeline)}
    ${message.known.length ? known(message.known, view, actions) : nothing}
    ${message.contacts.length || message.calendar ? more.help(message, actions) : nothing}
    ${message.notices.length ? html`<div class="notices">${message.notices.map((line) => html`<p>${line}</p>`)}</div>` : nothing}
    ${more.folded(message)}
    ${view.isLatest ? buttons(texts.turn.next_steps, message.next_steps, 'next', view, actions) : nothing}
    ${message.feedback ? feedback(turn, actions) : nothing}
  </article>`;
}

/** The lines to show, the first of them prominent: easy or normal, with readings or without. */
function shownLines(message: Message, view: AnswerView): RubyPart[][] {
  if (view.easy && message.easy) {
    if (!view.ruby) return linesOf([{ t: message.easy }]);
    return linesOf(message.ruby?.easy ?? bracketedReadings(message.easy));
  }
  const lead = (view.ruby && message.ruby?.lead) || [{ t: message.lead }];
  const rest = (view.ruby && message.ruby?.rest) || [{ t: message.rest }];
  return [...linesOf(lead), ...linesOf(rest)];
}

/** The plain words of an answer, for the live line. */
export function spokenText(message: Message, easy: boolean): string {
  const { choice_list } = texts.turn;
  const labels = message.choices.map(({ label }) => label).join('、');
  const body = easy && message.easy ? [message.easy] : [message.lead, message.rest];
  return [message.warning, ...body, message.question, labels && choice_list.replace('{labels}', labels)].filter(Boolean).join('\n');
}

function known(days: KnownDate[], view: AnswerView, actions: AnswerActions): TemplateResult {
  const edited = view.isLatest ? days.find(({ field }) => field === view.editing) : undefined;
  return html`<div class="group known">
    <p class="title">${texts.known.title}</p>
    <ul class="row">
      ${days.map((day) => html`<li>${view.isLatest ? chip(day, view, actions) : html`<b>${day.label}</b> ${day.text}`}</li>`)}
    </ul>
    ${edited
      ? html`<kigen-date-fields
          .field=${edited.field}
          .label=${edited.label}
          .earliest=${edited.earliest}
          .latest=${edited.latest}
          .busy=${view.sending}
          @date-given=${(event: CustomEvent<DateGiven>) => actions.giveDate(edited.label, event.detail)}
        ></kigen-date-fields>`
      : nothing}
  </div>`;
}

function chip(day: KnownDate, view: AnswerView, actions: AnswerActions): TemplateResult {
  const open = view.editing === day.field;
  return html`<button
    type="button"
    class="button chip"
    aria-expanded=${open ? 'true' : 'false'}
    @click=${() => actions.edit(open ? null : day.field)}
  >
    <span><b>${day.label}</b> ${day.text}</span>${icons.pencil}<span class="hidden">${open ? texts.known.close : texts.known.change}</span>
  </button>`;
}

/** What the answer asks for: a date, or one of several topics. */
function asked(message: Message, view: AnswerView, actions: AnswerActions): TemplateResult | typeof nothing {
  const request = message.date_request;
  if (!message.question && !request && !message.choices.length) return nothing;
  return html`<div class="actions">
    ${message.question ? html`<p class="question">${message.question}</p>` : nothing}
    ${request
      ? html`<kigen-date-fields
          .field=${request.field}
          .label=${request.label}
          .min=${request.min}
          .max=${request.max}
          .busy=${view.sending}
          unknown
          @date-given=${(event: CustomEvent<DateGiven>) => actions.giveDate(request.label, event.detail)}
        ></kigen-date-fields>`
      : nothing}
    ${buttons(texts.turn.choices, message.choices, 'choice', view, actions)}
  </div>`;
}

function buttons(title: string, choices: Choice[], kind: string, view: AnswerView, actions: AnswerActions) {
  if (!choices.length) return nothing;
  return html`<div class="group actions">
    <p class="title">${title}</p>
    <ul class="row">
      ${choices.map(
        (choice) => html`<li>
          <button type="button" class="button ${kind}" aria-disabled=${view.sending ? 'true' : 'false'} @click=${() => actions.choose(choice)}>${choice.label}</button>
        </li>`,
      )}
    </ul>
  </div>`;
}
