// Signing in: by name and password, or by what came along (a one-time link, a proxy in front of the server).
import { LitElement, html, nothing } from 'lit';
import base from '../styles/base.css';
import { type AssistApi, AssistError } from './assist-api';
import sheet from './assist.css';
import { texts } from './words';

const WORDS = texts.sign_in;

/** Emits `signed-in`. */
export class SignIn extends LitElement {
  static override styles = [base, sheet];
  static override properties = { api: { attribute: false }, said: {}, refused: { state: true }, working: { state: true } };
  declare api: AssistApi;
  /** Why one has to sign in again; empty at first. */
  declare said: string;
  declare refused: string;
  declare working: boolean;

  constructor() {
    super();
    this.said = this.refused = '';
    this.working = false;
  }

  override firstUpdated(): void {
    const code = location.hash.slice(1);
    // The code holds once: it is not left in the address.
    if (code) history.replaceState(null, '', location.pathname + location.search);
    if (code) void this.try(() => this.api.signInByLink(code));
    else void this.api.signInByProxy().then(() => this.done(), () => undefined);
  }

  override render() {
    return html`<form class="sign-in" @submit=${this.submit}>
      <h1>${texts.title}</h1>
      ${this.said ? html`<p role="status">${this.said}</p>` : nothing}
      <label>${WORDS.name}<input name="name" autocomplete="username" required /></label>
      <label>${WORDS.password}<input name="password" type="password" autocomplete="current-password" required /></label>
      <div role="alert">${this.refused ? html`<p class="error">${this.refused}</p>` : nothing}</div>
      <button class="button primary" aria-disabled=${this.working ? 'true' : 'false'}>${this.working ? WORDS.working : WORDS.submit}</button>
    </form>`;
  }

  private submit = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    if (!this.working) void this.try(() => this.api.signIn(String(form.get('name')), String(form.get('password'))));
  };

  private async try(work: () => Promise<void>): Promise<void> {
    this.working = true;
    this.refused = '';
    try {
      await work();
      this.done();
    } catch (error) {
      this.refused = (error instanceof AssistError && error.message) || WORDS.unreachable;
    } finally {
      this.working = false;
    }
  }

  private done(): void {
    this.dispatchEvent(new CustomEvent('signed-in'));
  }
}

customElements.define('kigen-sign-in', SignIn);
