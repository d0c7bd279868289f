// Two dialogs: the keys with their switch, and what a suggestion should have been.
import { LitElement, html } from 'lit';
import base from '../styles/base.css';
import sheet from './assist.css';
import { keysAreOn, switchKeys } from './keys';
import { texts } from './words';

abstract class AssistDialog extends LitElement {
  static override styles = [base, sheet];

  show(): void {
    void this.updateComplete.then(() => this.dialog.showModal());
  }

  protected get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  protected close = (): void => this.dialog.close();
}

export class HelpDialog extends AssistDialog {
  override render() {
    const words = texts.help;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${words.title}</h2>
      <p>${words.intro}</p>
      <table>
        <tbody>
          ${words.keys.map(([key, does]) => html`<tr><th scope="row"><kbd>${key}</kbd></th><td>${does}</td></tr>`)}
        </tbody>
      </table>
      <p><label><input type="checkbox" .checked=${keysAreOn()} @change=${(event: Event) => switchKeys((event.target as HTMLInputElement).checked)} /> ${words.switch}</label></p>
      <button type="button" class="button primary" @click=${this.close}>${words.close}</button>
    </dialog>`;
  }
}

export interface Judgement {
  text: string;
  right: string | null;
}

/** Emits `judged` with the sentence and the right topic. */
export class RightDialog extends AssistDialog {
  static override properties = { topics: { attribute: false }, sentence: {} };
  declare topics: { topic: string; label: string }[];
  declare sentence: string;

  constructor() {
    super();
    this.topics = [];
    this.sentence = '';
  }

  override render() {
    const words = texts.feedback;
    return html`<dialog aria-labelledby="title">
      <form method="dialog" @submit=${this.submit}>
        <h2 id="title">${words.right}</h2>
        <label>${words.sentence}<textarea name="text" rows="2" maxlength="200" required .value=${this.sentence}></textarea></label>
        <label>${words.right}
          <select name="right">
            <option value="">${words.unknown}</option>
            ${this.topics.map(({ topic, label }) => html`<option value=${topic}>${label}</option>`)}
          </select>
        </label>
        <p class="row">
          <button class="button primary">${words.send}</button>
          <button type="button" class="button" @click=${this.close}>${texts.dates.close}</button>
        </p>
      </form>
    </dialog>`;
  }

  private submit = (event: Event): void => {
    const form = new FormData(event.target as HTMLFormElement);
    const detail: Judgement = { text: String(form.get('text')), right: String(form.get('right')) || null };
    this.dispatchEvent(new CustomEvent<Judgement>('judged', { detail }));
  };
}

customElements.define('kigen-help-dialog', HelpDialog);
customElements.define('kigen-right-dialog', RightDialog);
