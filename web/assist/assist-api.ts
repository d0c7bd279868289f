// The API of the operators' screen. The pass lives in sessionStorage: no cookie, so that it works in a frame of another site.
import type { TimelineDay } from '../parts/message';

export interface Ask {
  field: string;
  label: string;
  words: string;
}

export interface Strip {
  states: string[];
  timeline: TimelineDay[];
  reasons: string[];
  ask: Ask | null;
}

export interface Suggestion extends Strip {
  topic: string;
  label: string;
  confidence: number;
  certainty: 'sure' | 'check' | 'unsure';
  answer: string;
  say: string;
  detail: string;
  spoken: string;
  chat: string;
  easy: string;
  sources: { title: string; url: string | null; text: string }[];
  checklist: string[];
  wrap_up: { id: string; label: string };
  summary: string;
}

export interface HeardDate {
  field: string;
  label: string;
  earliest: string;
  latest: string;
  text: string;
  heard: string;
  year_assumed: boolean;
}

export interface Unplaced {
  text: string;
  earliest: string;
  latest: string;
}

export interface Heard {
  today: string;
  suggestions: Suggestion[];
  overview: Strip | null;
  dates: HeardDate[];
  unplaced: Unplaced[];
  impossible: string[];
  person: string;
  masked: boolean;
}

export interface SetDate {
  field: string;
  earliest: string | null;
  latest: string | null;
  after: number;
}

export interface AboutDesk {
  operator: { name: string; role: 'operator' | 'supervisor' };
  today: string;
  topics: { topic: string; label: string }[];
  fields: { field: string; label: string }[];
  words: string[];
}

/** Status 0: the server was not reached. `message` is the server's own sentence. */
export class AssistError extends Error {
  constructor(
    readonly status: number,
    message = '',
  ) {
    super(message);
  }
}

const KEPT = 'kigen-assist-pass';
const PASS_HEADER = 'X-Assist-Pass';

export class AssistApi {
  private kept = read();

  constructor(private readonly onSignedOut: () => void) {}

  get isSignedIn(): boolean {
    return this.kept !== '';
  }

  async signIn(name: string, password: string): Promise<void> {
    this.keep(await this.json<{ pass: string }>('POST', '/api/assist/sign-in', { name, password }));
  }

  async signInByLink(code: string): Promise<void> {
    this.keep(await this.json<{ pass: string }>('POST', '/api/assist/sign-in/link', { code }));
  }

  async signInByProxy(): Promise<void> {
    this.keep(await this.json<{ pass: string }>('POST', '/api/assist/sign-in/proxy'));
  }

  async signOut(): Promise<void> {
    await this.call('POST', '/api/assist/sign-out').catch(() => undefined);
    this.forget();
  }

  async json<Body>(method: 'GET' | 'POST', path: string, body?: unknown, signal?: AbortSignal): Promise<Body> {
    return (await (await this.call(method, path, body, signal)).json()) as Body;
  }

  /** A good response; anything else becomes an AssistError. A pass that is over signs out. */
  async call(method: 'GET' | 'POST', path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = this.kept ? { Authorization: `Bearer ${this.kept}` } : {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const sent = body === undefined ? undefined : JSON.stringify(body);
    let response: Response;
    try {
      response = await fetch(path, { method, headers, body: sent, signal, credentials: 'omit', cache: 'no-store' });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new AssistError(0);
    }
    const renewed = response.headers.get(PASS_HEADER);
    if (renewed && this.kept) this.keep({ pass: renewed });
    if (response.ok) return response;
    const found = await response.json().catch(() => null);
    if (response.status === 401 && this.kept) this.forget();
    throw new AssistError(response.status, found?.error?.message ?? '');
  }

  private keep({ pass }: { pass: string }): void {
    this.kept = pass;
    try {
      sessionStorage.setItem(KEPT, pass);
    } catch {
      // Storage may be refused in a frame: then the pass lives as long as the page.
    }
  }

  private forget(): void {
    this.kept = '';
    try {
      sessionStorage.removeItem(KEPT);
    } catch {
      // Nothing was kept.
    }
    this.onSignedOut();
  }
}

function read(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? '';
  } catch {
    return '';
  }
}
