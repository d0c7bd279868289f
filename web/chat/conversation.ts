// The conversation's state: session, turns, what is under way, what went wrong. Knows the API, not the screen.
import { ChatApi, ChatError } from '../parts/chat-api';
import type { FeedbackReason, Message, Outgoing, Session } from '../parts/message';
import { fill, texts } from '../parts/texts';
import type { Memory } from './memory';
import { type LineState, OperatorLine } from './operator-line';

export interface UserTurn {
  from: 'user';
  key: string;
  text: string;
}

export interface BotTurn {
  from: 'bot';
  key: string;
  message: Message;
  rated: null | 'why' | 'thanked';
}

export interface OperatorTurn {
  from: 'operator';
  key: string;
  text: string;
}

export type Turn = UserTurn | BotTurn | OperatorTurn;

export interface Trouble {
  text: string;
  /** What may be tried again: the same message with the same key, or the beginning; null for neither. */
  again: { outgoing: Outgoing; shown: string; key: string } | 'begin' | null;
}

interface Listener {
  changed(): void;
  answered(message: Message): void;
  /** An operator wrote, came or went. */
  operator(said: string): void;
  /** A text that could not be sent comes back to the field. */
  returned(text: string): void;
}

/** A wait shorter than this shows no sign of waiting. */
const BUSY_AFTER_MS = 300;

export class Conversation {
  session: Session | null = null;
  turns: Turn[] = [];
  sending = false;
  busy = false;
  trouble: Trouble | null = null;
  /** Whether an operator was asked for, is there, or was. */
  line: LineState = null;

  private begun: Promise<void> | null = null;
  private turnCount = 0;
  private readonly toOperator: OperatorLine;

  constructor(
    private readonly api: ChatApi,
    private readonly memory: Memory,
    private readonly listener: Listener,
  ) {
    this.toOperator = new OperatorLine(api, {
      state: (state) => this.lineChanged(state),
      said: (id, text) => this.operatorSaid(id, text),
    });
  }

  get limit(): number {
    return this.session?.limits.characters ?? 1000;
  }

  get latest(): Message | null {
    const last = this.turns[this.turns.length - 1];
    return last?.from === 'bot' ? last.message : null;
  }

  /** Takes up the conversation of this tab, or begins one. Does so once, however often it is called. */
  begin(): Promise<void> {
    this.begun ??= this.takeUp().finally(() => {
      if (!this.session) this.begun = null;
      this.listener.changed();
    });
    return this.begun;
  }

  async send(outgoing: Outgoing, shown: string, key = uuid()): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    this.trouble = null;
    await this.begin();
    if (!this.session) {
      this.sending = false;
      if ('text' in outgoing) this.listener.returned(outgoing.text);
      this.listener.changed();
      return;
    }
    const turn: UserTurn = { from: 'user', key: this.nextKey(), text: shown };
    this.turns = [...this.turns, turn];
    await this.waiting(async () => {
      try {
        const { user, message } = await this.api.send(outgoing, key);
        this.turns = this.turns.map((one) => (one === turn ? { ...turn, text: user.text } : one));
        if (message) {
          this.addAnswer(message);
          this.listener.answered(message);
        }
        if (!message || message.hand_off) void this.toOperator.open();
      } catch (error) {
        this.turns = this.turns.filter((one) => one !== turn);
        await this.failed(error, { outgoing, shown, key });
      }
    });
  }

  async erase(): Promise<void> {
    await this.api.forget().catch((error) => {
      // A conversation that has run out is gone already.
      if (!(error instanceof ChatError) || error.code !== 'expired') throw error;
    });
    this.turns = [];
    this.trouble = null;
    this.toOperator.close();
    await this.openSession();
    this.listener.changed();
  }

  async rate(turn: BotTurn, helpful: boolean, reason: FeedbackReason | null): Promise<void> {
    this.replace(turn, { ...turn, rated: helpful || reason ? 'thanked' : 'why' });
    await this.api.feedback({ message_id: turn.message.id, helpful, reason }).catch(() => {
      // An opinion that is lost is no reason to disturb the person.
    });
  }

  private async takeUp(): Promise<void> {
    this.trouble = null;
    const { session } = this.memory.read();
    try {
      if (session && (await this.resume(session))) return;
      await this.openSession();
    } catch (error) {
      const own = error instanceof ChatError && error.code === 'rate_limited' ? error.message : '';
      this.trouble = { text: own || texts.errors.begin, again: 'begin' };
    }
  }

  private async resume(session: Session): Promise<boolean> {
    this.api.token = session.session;
    try {
      const turns = await this.api.history();
      this.session = session;
      this.turns = [];
      for (const turn of turns) {
        if (turn.from === 'bot') this.addAnswer(turn.message);
        else if (turn.from === 'user') this.turns = [...this.turns, { from: 'user', key: this.nextKey(), text: turn.text }];
        else this.operatorSaid(turn.id, turn.text);
      }
      if (turns.some((turn) => turn.from === 'operator' || (turn.from === 'bot' && turn.message.hand_off))) void this.toOperator.open();
      return true;
    } catch (error) {
      if (error instanceof ChatError && error.code === 'expired') return false;
      throw error;
    }
  }

  private async openSession(): Promise<void> {
    this.session = await this.api.begin();
    this.memory.keep({ session: this.session });
    this.addAnswer(this.session.greeting);
  }

  private async failed(error: unknown, again: { outgoing: Outgoing; shown: string; key: string }): Promise<void> {
    const code = error instanceof ChatError ? error.code : 'bad_request';
    const own = error instanceof ChatError ? error.message : '';
    const text = fill(texts.errors[code] ?? texts.errors.bad_request, { limit: this.limit });
    if (code === 'expired') {
      await this.openSession().catch(() => undefined);
      this.trouble = { text, again: null };
    } else if (code === 'unreachable' || code === 'unavailable') {
      this.trouble = { text, again };
    } else {
      // The server's sentence is more exact than ours (how long to wait, what is too long).
      this.trouble = { text: own || text, again: code === 'rate_limited' ? again : null };
    }
    if ('text' in again.outgoing) this.listener.returned(again.outgoing.text);
  }

  private async waiting(work: () => Promise<void>): Promise<void> {
    const timer = setTimeout(() => {
      this.busy = true;
      this.listener.changed();
    }, BUSY_AFTER_MS);
    this.listener.changed();
    try {
      await work();
    } finally {
      clearTimeout(timer);
      this.busy = this.sending = false;
      this.listener.changed();
    }
  }

  private addAnswer(message: Message): void {
    this.turns = [...this.turns, { from: 'bot', key: this.nextKey(), message, rated: null }];
  }

  private operatorSaid(id: string, text: string): void {
    if (this.turns.some(({ key }) => key === id)) return;
    this.turns = [...this.turns, { from: 'operator', key: id, text }];
    this.listener.operator(text);
  }

  private lineChanged(state: LineState): void {
    // Who opens a conversation again that is over need not read that it is.
    const isNews = state !== 'ended' || this.line === 'connected';
    const changed = state !== this.line && isNews;
    this.line = isNews ? state : this.line;
    if (changed && state) this.listener.operator(texts.operator[state]);
    this.listener.changed();
  }

  private replace(turn: Turn, by: Turn): void {
    this.turns = this.turns.map((one) => (one === turn ? by : one));
    this.listener.changed();
  }

  private nextKey(): string {
    return `turn-${++this.turnCount}`;
  }
}

/** A random UUID. crypto.randomUUID is missing on http: pages of a local network. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
