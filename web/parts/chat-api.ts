// The chat API over fetch: no cookies, the signed token in a header, a time limit, and retries that are never answered twice.
import { readEvents } from './events';
import type { Feedback, HistoryTurn, Outgoing, Reply, Session } from './message';

export type ErrorCode = 'bad_request' | 'expired' | 'too_long' | 'rate_limited' | 'unavailable' | 'unreachable';

/** What went wrong. `message` is the server's own sentence, empty where there was none. */
export class ChatError extends Error {
  constructor(
    readonly code: ErrorCode,
    message = '',
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  get isWorthRetrying(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable';
  }
}

interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
  key?: string;
}

/** The server answers within 5 seconds, also when something fails: twice that is the end of waiting. */
const TIME_LIMIT_MS = 10_000;
const PAUSE_BEFORE_RETRY_MS = 1_000;

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  401: 'expired',
  413: 'too_long',
  429: 'rate_limited',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

export class ChatApi {
  token: string | null = null;

  constructor(readonly base: string) {}

  /** The full address of a path that the server gave. */
  address(path: string): string {
    return new URL(path, this.base).href;
  }

  async begin(): Promise<Session> {
    this.token = null;
    const session = await this.json<Session>({ method: 'POST', path: '/api/chat/sessions', body: {} });
    this.token = session.session;
    return session;
  }

  /** Sends once more by itself if the server cannot be reached; `key` stays the same, so that it is answered only once. */
  async send(outgoing: Outgoing, key: string): Promise<Reply> {
    const call: Call = { method: 'POST', path: '/api/chat/messages', body: outgoing, key };
    try {
      return await this.json<Reply>(call);
    } catch (error) {
      if (!(error instanceof ChatError) || !error.isWorthRetrying) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY_MS));
      return this.json<Reply>(call);
    }
  }

  async history(): Promise<HistoryTurn[]> {
    return (await this.json<{ turns: HistoryTurn[] }>({ method: 'GET', path: '/api/chat/history' })).turns;
  }

  async forget(): Promise<void> {
    await this.call({ method: 'DELETE', path: '/api/chat/session' });
    this.token = null;
  }

  async feedback(feedback: Feedback): Promise<void> {
    await this.call({ method: 'POST', path: '/api/chat/feedback', body: feedback });
  }

  /** Listens to what an operator writes, until the server ends it or `signal` does. */
  async events(take: (name: string, data: unknown) => void, signal: AbortSignal): Promise<void> {
    const headers = { Authorization: `Bearer ${this.token ?? ''}` };
    const response = await fetch(this.address('/api/chat/events'), { headers, signal, credentials: 'omit', cache: 'no-store' });
    await readEvents(response, take);
  }

  private async json<Body>(call: Call): Promise<Body> {
    return JSON.parse(await this.call(call)) as Body;
  }

  /** The body of a good answer; anything else becomes a ChatError. */
  private async call({ method, path, body, key }: Call): Promise<string> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIME_LIMIT_MS);
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (this.token) headers['Authorization'] = `Bearer ${this.token}`;
    if (key) headers['Idempotency-Key'] = key;
    try {
      const response = await fetch(this.address(path), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: stop.signal,
        credentials: 'omit',
        cache: 'no-store',
      });
      const text = await response.text();
      if (!response.ok) throw errorOf(response.status, text);
      return text;
    } catch (error) {
      throw error instanceof ChatError ? error : new ChatError('unreachable');
    } finally {
      clearTimeout(timer);
    }
  }
}

function errorOf(status: number, text: string): ChatError {
  try {
    const { error } = JSON.parse(text);
    return new ChatError(error.code, error.message ?? '', error.retry_after ?? null);
  } catch {
    // A proxy in between answers in its own words, which are not for the person.
    return new ChatError(CODE_OF_STATUS[status] ?? 'bad_request');
  }
}
