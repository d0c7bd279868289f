// 年・月・日 as three fields, the pattern for a date that stands on a card. Emits `date-given`.
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import base from '../styles/base.css';
import sheet from '../styles/date-fields.css';
import { bothCalendars, fill, texts } from './texts';
import { fieldsOf, readTyped, sharedOut, type Refusal, type TypedDate } from './typed-date';

export interface DateGiven {
  field: string;
  /** The ISO day; null for 「わからない」. */
  value: string | null;
  /** A rougher date in words (2021年4月), then `value` is null. */
  words?: string;
}

const BIRTHDAY = 'birth_date';

const WORDS = texts.dates;

export class DateFields extends LitElement {
  static override styles = [base, sheet];
  static override properties = {
    field: {},
    label: {},
    min: {},
    max: {},
    earliest: {},
    latest: {},
    unknown: { type: Boolean },
    busy: { type: Boolean },
    typed: { state: true },
    refusal: { state: true },
  };

  declare field: string;
  declare label: string;
  declare min: string | null;
  declare max: string | null;
  /** What is known so far, to begin with. */
  declare earliest: string;
  declare latest: string;
  /** Whether 「わからない」 is offered. */
  declare unknown: boolean;
  declare busy: boolean;
  declare typed: TypedDate;
  declare refusal: Refusal | null;

  constructor() {
    super();
    this.field = this.label = this.earliest = this.latest = '';
    this.min = this.max = null;
    this.unknown = this.busy = false;
    this.typed = { era: '', year: '', month: '', day: '' };
    this.refusal = null;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('earliest') && this.earliest) this.typed = fieldsOf(this.earliest, this.latest);
  }

  /** Puts the cursor into the first field. */
  async begin(): Promise<void> {
    await this.updateComplete;
    this.input('year')?.focus();
  }

  override render() {
    const day = this.readable();
    return html`
      <form novalidate @submit=${this.submit}>
        <fieldset>
          <legend>${this.label}</legend>
          <p id="hint" class="hint">${WORDS.hint}</p>
          <div class="fields">
            <select name="era" aria-label=${WORDS.era} @change=${this.changed}>
              <option value="" ?selected=${!this.typed.era}>${WORDS.seireki}</option>
              ${WORDS.eras.map((era) => html`<option value=${era} ?selected=${this.typed.era === era}>${era}</option>`)}
            </select>
            ${this.renderPart('year')}
            <span class="fields">${this.renderPart('month')}${this.renderPart('day')}</span>
          </div>
          <output class="preview">${day ? bothCalendars(day) : nothing}</output>
          ${this.refusal ? html`<p id="error" class="error" role="alert">${fill(this.refusal.text, this.refusal.values)}</p>` : nothing}
        </fieldset>
        <div class="row">
          <button class="button primary" aria-disabled=${this.busy ? 'true' : 'false'}>${WORDS.submit}</button>
          ${this.unknown
            ? html`<button type="button" class="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => this.give({ value: null })}>${WORDS.unknown}</button>`
            : nothing}
        </div>
      </form>
    `;
  }

  private renderPart(part: 'year' | 'month' | 'day') {
    const wrong = this.refusal?.part === part;
    return html`<label class="field">
      <input
        name=${part}
        class=${part}
        inputmode=${part === 'year' ? 'text' : 'numeric'}
        autocomplete="off"
        .value=${this.typed[part]}
        aria-invalid=${wrong ? 'true' : 'false'}
        aria-describedby=${wrong ? 'error' : 'hint'}
        @input=${this.changed}
        @change=${this.settled}
      />
      <span>${WORDS[part]}</span>
    </label>`;
  }

  private input(part: string): HTMLInputElement | null {
    return this.renderRoot.querySelector<HTMLInputElement>(`input[name=${part}]`);
  }

  private readForm(): TypedDate {
    const form = new FormData(this.renderRoot.querySelector('form')!);
    const value = (name: string) => String(form.get(name) ?? '');
    return { era: value('era'), year: value('year'), month: value('month'), day: value('day') };
  }

  private changed = (): void => {
    this.typed = this.readForm();
    this.refusal = null;
  };

  /** Leaving a field tidies it: full-width digits become plain ones, 令和8 moves into the era field. */
  private settled = (): void => {
    this.typed = sharedOut(this.readForm());
  };

  private readable(): string | null {
    const read = readTyped(this.typed, null);
    return 'iso' in read ? read.iso : null;
  }

  private submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    this.typed = sharedOut(this.readForm());
    const limits = this.min && this.max ? { min: this.min, max: this.max } : null;
    const read = readTyped(this.typed, limits, this.field === BIRTHDAY);
    if (!('part' in read)) {
      this.give('iso' in read ? { value: read.iso } : { value: null, words: read.words });
      return;
    }
    this.refusal = read;
    await this.updateComplete;
    this.input(read.part)?.focus();
    this.renderRoot.querySelector('.error')?.scrollIntoView({ block: 'nearest' });
  };

  private give(given: Omit<DateGiven, 'field'>): void {
    const detail: DateGiven = { field: this.field, ...given };
    this.dispatchEvent(new CustomEvent<DateGiven>('date-given', { detail, bubbles: true, composed: true }));
  }
}

customElements.define('kigen-date-fields', DateFields);
