// Thumbs and reasons to choose from. No free text: people would write about themselves.
import { html, type TemplateResult } from 'lit';
import { icons } from '../parts/icons';
import type { FeedbackReason } from '../parts/message';
import { texts } from '../parts/texts';
import type { BotTurn } from './conversation';

const WORDS = texts.feedback;
const REASONS = Object.entries(WORDS.reasons) as [FeedbackReason, string][];

interface Rate {
  rate(turn: BotTurn, helpful: boolean, reason: FeedbackReason | null): void;
}

export function feedback(turn: BotTurn, { rate }: Rate): TemplateResult {
  return html`<div class="feedback" role="group" aria-label=${WORDS.question}>
    ${turn.rated === null ? thumbs(turn, rate) : turn.rated === 'why' ? reasons(turn, rate) : html`<p role="status">${WORDS.thanks}</p>`}
  </div>`;
}

function thumbs(turn: BotTurn, rate: Rate['rate']): TemplateResult {
  return html`<span aria-hidden="true">${WORDS.question}</span>
    <button type="button" class="button" @click=${() => rate(turn, true, null)}>${icons.good}<span>${WORDS.yes}</span></button>
    <button type="button" class="button" @click=${() => rate(turn, false, null)}>${icons.bad}<span>${WORDS.no}</span></button>`;
}

function reasons(turn: BotTurn, rate: Rate['rate']): TemplateResult {
  return html`<span role="status">${WORDS.why}</span>
    ${REASONS.map(
      ([reason, label]) => html`<button type="button" class="button" @click=${() => rate(turn, false, reason)}>${label}</button>`,
    )}`;
}
