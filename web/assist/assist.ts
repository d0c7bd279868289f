// <kigen-assist>: the operators' screen. Signed out it is the signing in; what was typed stays when a pass runs out.
import { LitElement, html, nothing } from 'lit';
import '../parts/announcer';
import type { Announcer } from '../parts/announcer';
import { applyBrand } from '../parts/colour';
import type { DateFields, DateGiven } from '../parts/date-fields';
import base from '../styles/base.css';
import timelineSheet from '../styles/timeline.css';
import tokens from '../styles/tokens.css';
import { AssistApi } from './assist-api';
import sheet from './assist.css';
import { cases } from './cases';
import { listenToParent } from './chatwoot';
import { copy } from './copying';
import { type Audience, Desk } from './desk';
import './dialogs';
import type { HelpDialog, Judgement, RightDialog } from './dialogs';
import { type Editing, blank, hearing } from './hearing';
import { takeKey } from './keys';
import { Queue } from './queue';
import './sign-in';
import { strip, summary } from './strip';
import { suggestions } from './suggestions';
import { daysOf } from './typed-days';
import { dayInWords, fill, texts } from './words';

const TOAST_MS = 4_000;

export class Assist extends LitElement {
  static override styles = [tokens, base, timelineSheet, sheet];
  static override properties = { origins: {}, editing: { state: true }, isOver: { state: true }, toast: { state: true }, hint: { state: true } };

  declare origins: string;
  declare editing: Editing | null;
  declare isOver: boolean;
  declare toast: string;
  /** What the customer said last in the system around us. */
  declare hint: string;
  private stopListening = (): void => undefined;
  private toastEnd = 0;
  private api: AssistApi;
  private desk: Desk;
  private queue: Queue;

  constructor() {
    super();
    this.origins = '';
    this.editing = null;
    this.isOver = false;
    this.toast = this.hint = '';
    this.api = new AssistApi(this.signedOut);
    this.desk = new Desk(this.api, () => this.requestUpdate());
    this.queue = new Queue(this.api, {
      changed: () => this.requestUpdate(),
      arrived: () => this.say(texts.cases.arrived),
      wrote: (lines, isNew) => this.customerWrote(lines, isNew),
      refused: (message) => this.say(message || texts.errors.failed),
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const colour = document.documentElement.dataset.colour;
    if (colour) applyBrand(this.renderRoot as ShadowRoot, colour);
    document.addEventListener('keydown', this.key);
    this.stopListening = listenToParent(this.origins.split(' ').filter(Boolean), (words) => (this.hint = words));
    if (this.api.isSignedIn) void this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.key);
    this.stopListening();
    this.queue.close();
  }

  override render() {
    const { desk } = this;
    const record = { copySummary: this.copySummary, changed: () => this.requestUpdate() };
    if (!this.api.isSignedIn) {
      return html`<kigen-sign-in .api=${this.api} .said=${this.isOver ? texts.sign_in.over : ''} @signed-in=${this.begin}></kigen-sign-in>`;
    }
    return html`${this.head()}
      <div class="desk">
        <div class="column">${this.queued()} ${this.hint ? this.hinted() : nothing} ${hearing(desk, this.editing, { edit: this.edit, give: this.give })}</div>
        <div class="column">${suggestions(desk, { copy: this.copyChosen, audience: this.audience, judge: this.judge })} ${summary(desk, record)}</div>
        <div class="column">${strip(desk, record)}</div>
      </div>
      <kigen-help-dialog></kigen-help-dialog>
      <kigen-right-dialog
        .topics=${desk.about?.topics ?? []}
        .sentence=${this.lastLine}
        @judged=${(event: CustomEvent<Judgement>) => desk.judge(event.detail.text, false, event.detail.right).catch(this.sayFailure)}
      ></kigen-right-dialog>
      ${this.toast ? html`<p class="said" aria-hidden="true">${this.toast}</p>` : nothing}
      <kigen-announcer></kigen-announcer>`;
  }

  private head() {
    const { about, heard } = this.desk;
    const words = texts.head;
    const today = heard?.today ?? about?.today;
    return html`<header class="head">
      <h1>${texts.title}</h1>
      ${today ? html`<p>${fill(words.today, { day: dayInWords(today) })}</p>` : nothing}
      ${about ? html`<p class="soft">${about.operator.name}（${words.role[about.operator.role]}）</p>` : nothing}
      <p class="row">
        <button type="button" class="button small" @click=${this.nextCall}>${words.new_call}</button>
        <button type="button" class="button small" @click=${this.help}>${words.help} <kbd aria-hidden="true">?</kbd></button>
        <button type="button" class="button small" @click=${() => this.api.signOut()}>${words.sign_out}</button>
      </p>
    </header>`;
  }

  private queued() {
    const insert = (): void => {
      this.queue.draft = this.desk.chosen?.chat ?? '';
      this.requestUpdate();
      this.find<HTMLElement>('#reply')?.focus();
    };
    const takes = (on: boolean): void => this.queue.setTakes(on);
    return cases(this.queue, this.desk.about?.words ?? [], this.desk.chosen !== null, { insert, takes, changed: () => this.requestUpdate() });
  }

  /** What the customer writes is heard, so that suggestions come by themselves. */
  private customerWrote(lines: string[], isNew: boolean): void {
    const text = lines.join('\n');
    void this.find<Announcer>('kigen-announcer')?.say(fill(texts.cases.wrote, { text: lines[lines.length - 1] }));
    if (isNew) this.desk.nextCall();
    this.desk.hear([this.desk.text, text].filter(Boolean).join('\n').slice(-6000));
    void this.updateComplete.then(() => {
      const log = this.find<HTMLElement>('.transcript');
      if (log) log.scrollTop = log.scrollHeight;
    });
  }

  private hinted() {
    const use = (): void => {
      this.desk.hear([this.desk.text, this.hint].filter(Boolean).join('\n'));
      this.hint = '';
    };
    return html`<section aria-labelledby="hint-title">
      <h2 id="hint-title">${texts.hint.title}</h2>
      <p>${this.hint}</p>
      <button type="button" class="button small" @click=${use}>${texts.hint.use}</button>
    </section>`;
  }

  private begin = async (): Promise<void> => {
    this.isOver = false;
    this.requestUpdate();
    await this.desk.begin().catch(this.sayFailure);
    void this.queue.open();
    await this.updateComplete;
    this.find<HTMLElement>('#heard')?.focus();
    if (this.desk.text) this.desk.hear(this.desk.text);
  };

  private signedOut = (): void => {
    this.isOver = this.desk.text !== '';
    this.queue.close();
    this.requestUpdate();
  };

  private key = (event: KeyboardEvent): void => {
    if (!this.api.isSignedIn || this.renderRoot.querySelector('kigen-help-dialog, kigen-right-dialog')?.shadowRoot?.querySelector('dialog[open]')) return;
    takeKey(event, {
      search: () => this.find<HTMLElement>('#heard')?.focus(),
      choose: (place) => this.choose(place),
      copy: this.copyChosen,
      date: () => this.edit(blank(this.desk.chosen?.ask?.field ?? 'cert_last_valid_day')),
      summary: () => this.find<HTMLElement>('#summary')?.focus(),
      help: this.help,
    });
  };

  private choose(place: number): void {
    this.desk.choose(place);
    const { chosen } = this.desk;
    if (chosen && this.desk.place === place) void this.find<Announcer>('kigen-announcer')?.say(`${chosen.label}。${chosen.say}`);
  }

  private edit = (editing: Editing | null): void => {
    const begins = editing !== null && this.editing === null;
    this.editing = editing;
    void this.updateComplete.then(() => {
      if (begins) void this.find<DateFields>('kigen-date-fields')?.begin();
      if (!editing) this.find<HTMLElement>('#add-date')?.focus();
    });
  };

  private give = (given: DateGiven, editing: Editing): void => {
    const days = daysOf(given);
    if (editing.old && (editing.old !== editing.field || !days)) this.desk.setDate(editing.old, null);
    if (days) this.desk.setDate(editing.field, days.earliest, days.latest);
    this.edit(null);
  };

  private audience = (audience: Audience): void => {
    this.desk.audience = audience;
    this.requestUpdate();
  };

  private copyChosen = async (): Promise<void> => {
    const { chosen, audience } = this.desk;
    if (chosen) await this.copied(chosen[audience], texts.answer.audiences[audience], `copied_${audience}`);
  };

  private copySummary = (): Promise<void> => this.copied(this.desk.summary, texts.summary.label, 'copied_summary');

  private async copied(text: string, what: string, act: string): Promise<void> {
    const isCopied = await copy(text);
    this.say(isCopied ? fill(texts.answer.copied, { what }) : texts.answer.not_copied);
    if (isCopied) this.desk.note(act);
  }

  private judge = (helpful: boolean): void => {
    if (helpful && this.lastLine) void this.desk.judge(this.lastLine.slice(0, 200), true, null).catch(this.sayFailure);
    else this.find<RightDialog>('kigen-right-dialog')?.show();
  };

  private nextCall = (): void => {
    this.desk.nextCall();
    this.editing = null;
    this.find<HTMLElement>('#heard')?.focus();
  };

  private help = (): void => this.find<HelpDialog>('kigen-help-dialog')?.show();

  private get lastLine(): string {
    return this.desk.text.trim().split('\n').pop() ?? '';
  }

  private sayFailure = (): void => this.say(texts.errors.failed);

  private say(text: string): void {
    void this.find<Announcer>('kigen-announcer')?.say(text);
    this.toast = text;
    clearTimeout(this.toastEnd);
    this.toastEnd = setTimeout(() => (this.toast = ''), TOAST_MS);
  }

  private find<Found extends Element>(selector: string): Found | null {
    return this.renderRoot.querySelector<Found>(selector);
  }
}

customElements.define('kigen-assist', Assist);
