// The state of a call: what was heard, what the server made of it, what is chosen. Knows the API, not the screen.
import { type AboutDesk, type AssistApi, AssistError, type Heard, type SetDate, type Suggestion } from './assist-api';

export type Audience = 'spoken' | 'chat' | 'easy';

/** After a failure the same is tried again by itself. */
const AGAIN_AFTER_MS = 3_000;

export class Desk {
  about: AboutDesk | null = null;
  text = '';
  heard: Heard | null = null;
  place = 0;
  audience: Audience = 'spoken';
  failed = false;
  checked = new Set<string>();
  /** What the operator made of the draft; null while it is the draft itself. */
  ownSummary: string | null = null;
  judged: 'asked' | 'thanked' | null = null;

  private set: SetDate[] = [];
  private chosenTopic: string | null = null;
  private sequence = 0;
  private underWay: AbortController | null = null;
  private again = 0;

  constructor(
    private readonly api: AssistApi,
    private readonly changed: () => void,
  ) {}

  get chosen(): Suggestion | null {
    return this.heard?.suggestions[this.place] ?? null;
  }

  get summary(): string {
    return this.ownSummary ?? this.chosen?.summary ?? '';
  }

  async begin(): Promise<void> {
    this.about = await this.api.json<AboutDesk>('GET', '/api/assist/desk');
    this.changed();
  }

  hear(text: string): void {
    this.text = text;
    void this.suggest();
  }

  /** Sets a date as the operator has it, or takes it away (`earliest` null). What is said later goes before. */
  setDate(field: string, earliest: string | null, latest: string | null = earliest): void {
    this.set = [...this.set.filter((one) => one.field !== field), { field, earliest, latest, after: this.lineCount }];
    void this.suggest();
  }

  choose(place: number): void {
    const suggestion = this.heard?.suggestions[place];
    if (!suggestion) return;
    this.place = place;
    this.chosenTopic = suggestion.topic;
    this.judged = null;
    this.changed();
    this.note('chose');
  }

  nextCall(): void {
    this.underWay?.abort();
    this.sequence++;
    this.text = '';
    this.set = [];
    this.heard = this.chosenTopic = this.ownSummary = this.judged = null;
    this.place = 0;
    this.checked = new Set();
    this.changed();
  }

  note(act: string): void {
    if (this.chosen) void this.api.call('POST', '/api/assist/used', { act, topic: this.chosen.topic }).catch(() => undefined);
  }

  async judge(text: string, helpful: boolean, right: string | null): Promise<void> {
    if (!this.chosen) return;
    await this.api.call('POST', '/api/assist/feedback', { text, topic: this.chosen.topic, helpful, right });
    this.judged = 'thanked';
    this.changed();
  }

  private get lineCount(): number {
    return this.text.split('\n').length;
  }

  /** Asks for suggestions; a result that a newer question has overtaken is dropped. */
  private async suggest(): Promise<void> {
    const number = ++this.sequence;
    this.underWay?.abort();
    clearTimeout(this.again);
    this.underWay = new AbortController();
    const lines = this.lineCount;
    const dates = this.set.map((one) => ({ ...one, after: Math.min(one.after, lines) }));
    try {
      const heard = await this.api.json<Heard>('POST', '/api/assist/suggest', { text: this.text, dates }, this.underWay.signal);
      if (number !== this.sequence) return;
      this.failed = false;
      this.take(heard);
    } catch (error) {
      if (number !== this.sequence || (error instanceof AssistError && error.status === 401)) return;
      this.failed = true;
      this.again = setTimeout(() => void this.suggest(), AGAIN_AFTER_MS);
    }
    this.changed();
  }

  /** What the operator chose stays chosen as long as it is among the suggestions. */
  private take(heard: Heard): void {
    const before = this.chosen?.topic;
    this.heard = heard;
    const kept = heard.suggestions.findIndex(({ topic }) => topic === this.chosenTopic);
    if (kept < 0) this.chosenTopic = null;
    this.place = Math.max(kept, 0);
    if (this.chosen?.topic !== before) this.judged = null;
  }
}
