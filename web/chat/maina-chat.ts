// <maina-chat api="https://kigen.example.jp" mode="bubble|page" open>: the chat as one element, by itself in its shadow root.
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../parts/announcer';
import type { Announcer } from '../parts/announcer';
import { ChatApi } from '../parts/chat-api';
import { applyBrand } from '../parts/colour';
import { icons } from '../parts/icons';
import type { Message } from '../parts/message';
import { Speech } from '../parts/speech';
import { texts } from '../parts/texts';
import { UnfoldOnPaper } from '../parts/unfold-on-paper';
import answerSheet from '../styles/answer.css';
import base from '../styles/base.css';
import chatSheet from '../styles/chat.css';
import print from '../styles/print.css';
import timelineSheet from '../styles/timeline.css';
import tokens from '../styles/tokens.css';
import { answerActions } from './actions';
import { answer, spokenText } from './answer';
import './composer';
import type { Composer } from './composer';
import { Conversation, type Turn } from './conversation';
import './erase-dialog';
import type { EraseDialog } from './erase-dialog';
import { banner, head, line, menu, opening, toolbar, trouble, waiting } from './frame';
import { Memory, PLAIN_VIEW, type View } from './memory';
import { showEnd, showNewest } from './scroll';

export class MainaChat extends LitElement {
  static override styles = [tokens, base, chatSheet, answerSheet, timelineSheet, print];
  static override properties = {
    api: {},
    mode: {},
    open: { type: Boolean, reflect: true },
    view: { state: true },
    editing: { state: true },
  };

  /** The server's origin; by default the one that this script came from. */
  declare api: string;
  declare mode: 'bubble' | 'page';
  declare open: boolean;
  declare view: View;
  declare editing: string | null;

  private conversation!: Conversation;
  private memory!: Memory;
  private server!: ChatApi;
  private speech!: Speech;
  private branded = false;
  private wasSending = false;

  constructor() {
    super();
    this.api = '';
    this.mode = 'bubble';
    this.open = false;
    this.view = PLAIN_VIEW;
    this.editing = null;
    new UnfoldOnPaper(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const base = new URL(this.api || '/', this.api ? document.baseURI : import.meta.url).origin;
    this.server = new ChatApi(base);
    this.memory = new Memory(base);
    const kept = this.memory.read();
    this.view = kept.view ?? PLAIN_VIEW;
    this.open = kept.open ?? this.open;
    this.speech = new Speech(() => this.requestUpdate());
    this.conversation = new Conversation(this.server, this.memory, {
      changed: () => this.requestUpdate(),
      answered: (message) => this.answered(message),
      operator: (said) => this.operatorCame(said),
      returned: (text) => this.composer?.restore(text),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.speech.stop();
  }

  /** Opens the panel and puts the cursor where one goes on. Pages may call it from a button of their own. */
  async show(): Promise<void> {
    this.open = true;
    this.memory.keep({ open: true });
    await this.begin();
    await this.updateComplete;
    this.settleFocus();
    const latest = this.conversation.latest;
    if (latest) void this.announcer?.say(spokenText(latest, this.view.easy));
  }

  /** Opens without taking the cursor, unless the person has closed it in this tab. */
  offer(): void {
    this.open = this.memory.read().open ?? true;
  }

  async hide(): Promise<void> {
    this.open = false;
    this.memory.keep({ open: false });
    this.speech.stop();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.launcher')?.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    if ((changed.has('open') || changed.has('mode')) && this.isShown) void this.begin();
    if (!this.branded && this.conversation.session) {
      this.branded = true;
      applyBrand(this.renderRoot as ShadowRoot, this.conversation.session.organisation.colour);
    }
    if (this.conversation.sending && !this.wasSending) showEnd(this.renderRoot);
    this.wasSending = this.conversation.sending;
    if (changed.has('editing') && this.editing) {
      const fields = this.renderRoot.querySelector<HTMLElement & { begin(): Promise<void> }>('.known kigen-date-fields');
      void fields?.begin();
    }
  }

  override render() {
    const page = this.mode === 'page';
    return html`<section class="frame ${page ? 'page' : 'bubble'} ${this.view.large ? 'large' : ''}" aria-label=${texts.widget.title}>
      ${this.isShown
        ? this.panel(page)
        : html`<button type="button" class="button primary launcher" @click=${this.show}>${icons.chat}<span>${texts.widget.launcher}</span></button>`}
      <kigen-announcer></kigen-announcer>
    </section>`;
  }

  private panel(page: boolean) {
    const conversation = this.conversation;
    return html`<div class="panel" @keydown=${page ? nothing : this.escape}>
        ${head(conversation, page, () => this.hide())} ${toolbar(this.view, this.speech.isAvailable, this.toggle)}
        <div class="log" role="log" aria-live="off" aria-label=${texts.widget.log} tabindex="0">
          ${banner(conversation)}
          <ul class="turns">
            ${repeat(conversation.turns, ({ key }) => key, this.turn)}
          </ul>
          <div role="status">${waiting(conversation)}</div>
          ${menu(() => this.eraseDialog?.show())}
        </div>
        <div class="foot">
          ${line(conversation)} ${trouble(conversation, this.retry)}
          <kigen-composer
            .limit=${conversation.limit}
            .busy=${conversation.sending}
            @question=${(event: CustomEvent<string>) => conversation.send({ text: event.detail }, event.detail)}
            @say=${(event: CustomEvent<string>) => this.announcer?.say(event.detail)}
          ></kigen-composer>
        </div>
      </div>
      <kigen-erase-dialog .erase=${() => conversation.erase()} @erased=${this.erased}></kigen-erase-dialog>`;
  }

  private turn = (turn: Turn) => {
    if (turn.from === 'user') return html`<li class="user"><span class="hidden">${texts.turn.user}</span>${turn.text}</li>`;
    if (turn.from === 'operator') return html`<li class="operator"><span class="who">${texts.turn.operator}</span>${turn.text}</li>`;
    const { turns, sending } = this.conversation;
    const isLatest = !turns.slice(turns.indexOf(turn) + 1).some(({ from }) => from === 'bot');
    const actions = answerActions(this.conversation, this.server, this.edit);
    return html`<li>
      ${answer(turn, { ...this.view, isLatest, sending, editing: this.editing }, actions)}
      ${turn === turns[0] ? opening(this.conversation) : nothing}
    </li>`;
  };

  private get isShown(): boolean {
    return this.open || this.mode === 'page';
  }

  private get composer(): Composer | null {
    return this.renderRoot.querySelector('kigen-composer');
  }

  private get announcer(): Announcer | null {
    return this.renderRoot.querySelector('kigen-announcer');
  }

  private get eraseDialog(): EraseDialog | null {
    return this.renderRoot.querySelector('kigen-erase-dialog');
  }

  private async begin(): Promise<void> {
    await this.conversation.begin();
    await this.updateComplete;
    showNewest(this.renderRoot);
  }

  /** Where a keyboard or a mouse is, the field; on a touch screen the log, so that no keyboard covers the answer. */
  private settleFocus(): void {
    if (matchMedia('(pointer: fine)').matches) this.composer?.focus();
    else this.renderRoot.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
  }

  private async answered(message: Message): Promise<void> {
    const root = this.renderRoot as ShadowRoot;
    const hadFocus = root.activeElement !== null;
    this.editing = null;
    this.requestUpdate();
    await this.updateComplete;
    // A button that was pressed is gone with the old answer: its focus must not fall out of the widget.
    if (hadFocus && root.activeElement === null) this.settleFocus();
    showNewest(root);
    void this.announcer?.say(spokenText(message, this.view.easy));
    if (this.view.speech) this.speech.say(message.speech);
  }

  private operatorCame(said: string): void {
    this.requestUpdate();
    void this.announcer?.say(said);
    void this.updateComplete.then(() => showEnd(this.renderRoot));
  }

  private toggle = (name: keyof View): void => {
    this.view = { ...this.view, [name]: !this.view[name] };
    this.memory.keep({ view: this.view });
    // The text takes another height now: the newest answer stays where it was.
    void this.updateComplete.then(() => showNewest(this.renderRoot));
    if (name !== 'speech') return;
    const latest = this.conversation.latest;
    if (this.view.speech && latest) this.speech.say(latest.speech);
    else this.speech.stop();
  };

  private edit = (field: string | null): void => {
    this.editing = field;
  };

  private retry = (): void => {
    const again = this.conversation.trouble?.again;
    if (!again) return;
    this.composer?.focus();
    if (again === 'begin') {
      void this.begin();
      return;
    }
    this.composer?.takeBack(again.shown);
    void this.conversation.send(again.outgoing, again.shown, again.key);
  };

  private erased = (): void => {
    this.settleFocus();
    void this.announcer?.say(texts.erase.done);
  };

  private escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) void this.hide();
  };
}

customElements.define('maina-chat', MainaChat);
