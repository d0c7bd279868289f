// One visually hidden live line. The visible log has no live behaviour, so that switching furigana does not read it all again.
import { LitElement, html } from 'lit';
import base from '../styles/base.css';

/** By then every screen reader has taken the line up. */
const SAID_AFTER_MS = 10_000;

export class Announcer extends LitElement {
  static override styles = [base];
  static override properties = { line: { state: true } };
  declare line: string;
  private emptying = 0;

  constructor() {
    super();
    this.line = '';
  }

  /** Says a text once. The line is emptied first, so that the same text is said again. */
  async say(text: string): Promise<void> {
    this.line = '';
    await this.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.line = text;
    // Later it would only be found a second time by someone who reads through the page.
    clearTimeout(this.emptying);
    this.emptying = setTimeout(() => (this.line = ''), SAID_AFTER_MS);
  }

  override render() {
    return html`<p class="hidden" aria-live="polite" part="line">${this.line}</p>`;
  }
}

customElements.define('kigen-announcer', Announcer);
