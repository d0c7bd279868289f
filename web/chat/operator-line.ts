// The line to a person: while somebody waits for an operator, or talks to one, what comes from the server without being asked.
import type { ChatApi } from '../parts/chat-api';
import { StreamRefused } from '../parts/events';

export type LineState = 'waiting' | 'connected' | 'ended' | 'nobody' | null;

export interface LineListener {
  state(state: LineState): void;
  said(id: string, text: string): void;
}

const AGAIN_AFTER_MS = 2_000;
/** So often a line that breaks is taken up again; then the person reads that it is gone. */
const MOST_TRIES = 30;

export class OperatorLine {
  private stop: AbortController | null = null;

  constructor(
    private readonly api: ChatApi,
    private readonly listener: LineListener,
  ) {}

  /** Listens until the server says that it is over; does nothing where it listens already. */
  async open(): Promise<void> {
    if (this.stop) return;
    const stop = (this.stop = new AbortController());
    let isOver = false;
    for (let tries = 0; !isOver && !stop.signal.aborted && tries < MOST_TRIES; tries++) {
      await this.api.events((name, data) => {
        tries = 0;
        isOver = this.take(name, data) || isOver;
      }, stop.signal).catch((error) => {
        isOver ||= error instanceof StreamRefused && error.status < 500;
      });
      if (!isOver && !stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
    if (this.stop === stop) this.stop = null;
  }

  close(): void {
    this.stop?.abort();
    this.stop = null;
    this.listener.state(null);
  }

  /** True where this was the last event. */
  private take(name: string, data: unknown): boolean {
    const { id = '', text = '', state = '', reason = '' } = data as Record<string, string>;
    if (name === 'message') this.listener.said(id, text);
    if (name !== 'state') return false;
    if (state !== 'closed') this.listener.state(state as LineState);
    else this.listener.state(reason === 'nobody' ? 'nobody' : 'ended');
    return state === 'closed';
  }
}
