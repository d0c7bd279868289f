// Who of the web chat waits for an operator, and the talk that this operator has: state and requests.
import { readEvents } from '../parts/events';
import { type AssistApi, AssistError } from './assist-api';

export interface CaseTurn {
  from: 'user' | 'bot' | 'operator';
  text: string;
}

export interface Case {
  id: string;
  state: 'waiting' | 'connected';
  since: string;
  operator: string;
  mine: boolean;
  turns: CaseTurn[];
}

export interface QueueListener {
  changed(): void;
  /** Somebody new waits. */
  arrived(): void;
  /** The person of the own talk wrote; `all` is what they wrote so far, a line each. */
  wrote(text: string, all: string): void;
  refused(message: string): void;
}

const AGAIN_AFTER_MS = 2_000;

export class Queue {
  cases: Case[] = [];
  draft = '';
  private stop: AbortController | null = null;

  constructor(
    private readonly api: AssistApi,
    private readonly listener: QueueListener,
  ) {}

  get mine(): Case | null {
    return this.cases.find(({ mine }) => mine) ?? null;
  }

  /** Listens until `close`; a stream that breaks is taken up again. */
  async open(): Promise<void> {
    if (this.stop) return;
    const stop = (this.stop = new AbortController());
    while (!stop.signal.aborted) {
      try {
        const response = await this.api.call('GET', '/api/assist/cases/events', undefined, stop.signal);
        await readEvents(response, (_name, data) => this.take(data as Case[]));
      } catch {
        // The server restarts, or the pass is over: `close` comes then.
      }
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  }

  close(): void {
    this.stop?.abort();
    this.stop = null;
    this.cases = [];
  }

  accept(id: string): Promise<boolean> {
    return this.post(id, 'take', {});
  }

  async write(text: string): Promise<void> {
    const { mine } = this;
    if (!mine || !text.trim()) return;
    if (await this.post(mine.id, 'message', { text })) this.draft = '';
    this.listener.changed();
  }

  async end(how: 'back' | 'close'): Promise<void> {
    if (this.mine) await this.post(this.mine.id, 'end', { how });
  }

  private async post(id: string, what: string, body: unknown): Promise<boolean> {
    try {
      await this.api.call('POST', `/api/assist/cases/${encodeURIComponent(id)}/${what}`, body);
      return true;
    } catch (error) {
      this.listener.refused(error instanceof AssistError ? error.message : '');
      return false;
    }
  }

  private take(cases: Case[]): void {
    const before = this.cases;
    const said = (one: Case | null) => one?.turns.filter(({ from }) => from === 'user').map(({ text }) => text) ?? [];
    const saidBefore = said(this.mine);
    this.cases = cases;
    const saidNow = said(this.mine);
    if (cases.some(({ id, state }) => state === 'waiting' && !before.some((one) => one.id === id))) this.listener.arrived();
    if (saidNow.length > saidBefore.length) this.listener.wrote(saidNow[saidNow.length - 1], saidNow.join('\n'));
    this.listener.changed();
  }
}
