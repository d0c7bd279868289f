// The question before the conversation is erased. `erase` does it; where it fails, the dialog says so and stays.
import { LitElement, html, nothing } from 'lit';
import { texts } from '../parts/texts';
import base from '../styles/base.css';
import sheet from '../styles/dialog.css';

const WORDS = texts.erase;

export class EraseDialog extends LitElement {
  static override styles = [base, sheet];
  static override properties = { erase: { attribute: false }, failed: { state: true } };

  declare erase: () => Promise<void>;
  declare failed: boolean;

  constructor() {
    super();
    this.failed = false;
  }

  show(): void {
    this.failed = false;
    this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="title" aria-describedby="body" @keydown=${(event: Event) => event.stopPropagation()}>
      <h2 id="title">${WORDS.title}</h2>
      <p id="body">${WORDS.body}</p>
      ${this.failed ? html`<p class="error" role="alert">${WORDS.failed}</p>` : nothing}
      <div class="row">
        <button type="button" class="button" autofocus @click=${() => this.dialog.close()}>${WORDS.no}</button>
        <button type="button" class="button primary" @click=${this.confirmed}>${WORDS.yes}</button>
      </div>
    </dialog>`;
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  private confirmed = async (): Promise<void> => {
    try {
      await this.erase();
      this.dialog.close();
      this.dispatchEvent(new CustomEvent('erased'));
    } catch {
      this.failed = true;
    }
  };
}

customElements.define('kigen-erase-dialog', EraseDialog);
