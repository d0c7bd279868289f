// Who of the web chat waits for an operator, and the talk that this operator has: state and requests.
import { readEvents } from '../parts/events';
import { type AssistApi, AssistError } from './assist-api';

export interface CaseTurn {
  from: 'user' | 'bot' | 'operator';
  text: string;
}

export interface Case {
  id: string;
  channel: 'web' | 'line';
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
  /** The person of the own talk wrote these lines; `isNew`: the talk begins, or is found again after a reload. */
  wrote(lines: string[], isNew: boolean): void;
  refused(message: string): void;
}

const AGAIN_AFTER_MS = 2_000;
const KEPT = 'kigen-assist-takes-no-chats';

export class Queue {
  cases: Case[] = [];
  draft = '';
  /** Whether this operator takes chats; who talks on the telephone does not. */
  takes = keptTakes();
  private stop: AbortController | null = null;
  private isSending = false;

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
        const response = await this.api.call('GET', `/api/assist/cases/events?takes=${this.takes}`, undefined, stop.signal);
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

  /** Takes chats from now on, or takes no more. The server learns it by a new stream; what is under way stays. */
  setTakes(on: boolean): void {
    this.takes = on;
    try {
      sessionStorage.setItem(KEPT, on ? '' : '1');
    } catch {
      // Then it holds as long as the page.
    }
    this.stop?.abort();
    this.stop = null;
    void this.open();
    this.listener.changed();
  }

  accept(id: string): Promise<boolean> {
    return this.post(id, 'take', {});
  }

  async write(text: string): Promise<void> {
    const { mine } = this;
    if (!mine || !text.trim() || this.isSending) return;
    this.isSending = true;
    // What was typed while it was on its way is the next reply.
    if ((await this.post(mine.id, 'message', { text })) && this.draft === text) this.draft = '';
    this.isSending = false;
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
    const mineBefore = this.mine;
    this.cases = cases;
    const isNew = this.mine?.id !== mineBefore?.id;
    const lines = newLines(isNew ? [] : said(mineBefore), said(this.mine));
    if (cases.some(({ id, state }) => state === 'waiting' && !before.some((one) => one.id === id))) this.listener.arrived();
    if (lines.length) this.listener.wrote(lines, isNew);
    this.listener.changed();
  }
}

const said = (one: Case | null): string[] => one?.turns.filter(({ from }) => from === 'user').map(({ text }) => text) ?? [];

/** What was added. Of a long talk the server drops the earliest turns, so the longest end of `before` that `now` begins with counts. */
function newLines(before: string[], now: string[]): string[] {
  for (let from = 0; from <= before.length; from++) {
    const kept = before.slice(from);
    if (kept.every((line, place) => now[place] === line)) return now.slice(kept.length);
  }
  return now;
}

function keptTakes(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== '1';
  } catch {
    return true;
  }
}
