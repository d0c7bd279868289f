// One visually hidden live line. The visible log has no live behaviour, so that switching furigana does not read it all again.
import { LitElement, html } from 'lit';
import base from '../styles/base.css';

export class Announcer extends LitElement {
  static override styles = [base];
  static override properties = { line: { state: true } };
  declare line: string;

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
  }

  override render() {
    return html`<p class="hidden" aria-live="polite" part="line">${this.line}</p>`;
  }
}

customElements.define('kigen-announcer', Announcer);
