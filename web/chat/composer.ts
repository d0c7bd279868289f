// The field for the question. Enter sends, except while the input method is composing; nothing typed is ever cut off.
import { LitElement, html, nothing } from 'lit';
import { icons } from '../parts/icons';
import { fill, texts } from '../parts/texts';
import base from '../styles/base.css';
import sheet from '../styles/composer.css';

const WORDS = texts.composer;
/** From this many characters before the limit on, the rest is shown. */
const NEAR = 200;
/** What a browser reports for a key that belongs to the input method; Safari sends it after isComposing has ended. */
const IME_KEY = 229;

export class Composer extends LitElement {
  static override styles = [base, sheet];
  static override properties = {
    limit: { type: Number },
    busy: { type: Boolean },
    text: { state: true },
    refused: { state: true },
  };

  declare limit: number;
  declare busy: boolean;
  declare text: string;
  declare refused: boolean;

  constructor() {
    super();
    this.limit = 1000;
    this.busy = this.refused = false;
    this.text = '';
  }

  override focus(): void {
    this.field?.focus();
  }

  /** Puts back a text that could not be sent, unless the person has begun another. */
  restore(text: string): void {
    if (!this.text.trim()) this.text = text;
  }

  /** Takes a text out of the field because it is being sent again from elsewhere; another text stays. */
  takeBack(text: string): void {
    if (this.text === text) this.text = '';
  }

  override render() {
    const count = this.count;
    const over = count > this.limit;
    return html`
      ${this.refused && over
        ? html`<p class="error" id="error" role="alert">${fill(WORDS.over, { limit: this.limit, count })}</p>`
        : nothing}
      <form @submit=${this.submit}>
        <textarea
          aria-label=${WORDS.label}
          rows="1"
          enterkeyhint="send"
          autocomplete="off"
          placeholder=${WORDS.placeholder}
          aria-describedby="note${count > this.limit - NEAR ? ' count' : ''}${this.refused && over ? ' error' : ''}"
          aria-invalid=${this.refused && over ? 'true' : 'false'}
          .value=${this.text}
          @input=${this.typed}
          @keydown=${this.pressed}
        ></textarea>
        <button class="button primary send" aria-disabled=${this.busy ? 'true' : 'false'}>${icons.send}<span>${WORDS.send}</span></button>
      </form>
      ${count > this.limit - NEAR ? html`<p class="count" id="count">${this.left(count)}</p>` : nothing}
      <p class="note" id="note">${WORDS.note}</p>
    `;
  }

  /** Characters as people count them in the limit: code points. */
  private get count(): number {
    return Array.from(this.text).length;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  private left(count: number): string {
    return count > this.limit ? fill(WORDS.over, { limit: this.limit, count }) : fill(WORDS.left, { count: this.limit - count });
  }

  private typed = (event: Event): void => {
    const before = this.count;
    this.text = (event.target as HTMLTextAreaElement).value;
    if (this.count <= this.limit) this.refused = false;
    // Said once when the limit comes near and once when it is passed, not at every key.
    const near = this.limit - NEAR / 2;
    if (before <= near && this.count > near && this.count <= this.limit) {
      this.emit('say', fill(WORDS.near, { count: this.limit - this.count }));
    } else if (before <= this.limit && this.count > this.limit) {
      this.emit('say', this.left(this.count));
    }
  };

  private pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === IME_KEY) return;
    this.submit(event);
  };

  private submit = (event: Event): void => {
    event.preventDefault();
    if (this.busy || !this.text.trim()) return;
    if (this.count > this.limit) {
      this.refused = true;
      return;
    }
    const text = this.text.trim();
    this.text = '';
    this.emit('question', text);
    this.focus();
  };

  private emit(name: 'question' | 'say', detail: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('kigen-composer', Composer);
