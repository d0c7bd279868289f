// The messages of the chat API, version 1 (docs/answer.md). Days are ISO days; a birthday without a year is `--05-20`.

export interface Choice {
  label: string;
  token: string;
}

export interface DateRequest {
  field: string;
  label: string;
  min: string;
  max: string;
}

export interface KnownDate {
  field: string;
  label: string;
  text: string;
  earliest: string;
  latest: string;
}

export interface TimelineDay {
  key: 'renewal_from' | 'last_valid_day' | 'grace_last_day' | 'today' | string;
  label: string;
  earliest: string;
  latest: string;
  text: string;
  wareki: string;
}

export interface Source {
  title: string;
  url: string | null;
  read_on: string;
  text: string;
}

export interface Contact {
  name: string;
  phone: string;
  hours: string;
  note: string;
  url: string | null;
}

/** A piece of text, with its reading where it has one. */
export interface RubyPart {
  t: string;
  r?: string;
}

export interface Ruby {
  lead?: RubyPart[];
  rest?: RubyPart[];
  easy?: RubyPart[];
}

export interface Message {
  version: 1;
  id: string;
  name: string;
  topic: string | null;
  lead: string;
  rest: string;
  easy: string;
  speech: string;
  ruby: Ruby | null;
  notices: string[];
  warning: string | null;
  question: string;
  date_request: DateRequest | null;
  choices: Choice[];
  next_steps: Choice[];
  known: KnownDate[];
  timeline: TimelineDay[];
  states: string[];
  sources: Source[];
  reasons: string[];
  calendar: string | null;
  contacts: Contact[];
  hand_off: boolean;
  feedback: boolean;
}

export interface Organisation {
  name: string;
  colour: string;
  privacy_notice: string;
  banner: string;
  links: { title: string; url: string }[];
}

export interface Session {
  session: string;
  expires_in: number;
  greeting: Message;
  organisation: Organisation;
  frozen_today: string | null;
  limits: { characters: number };
}

/** What the person sends: typed text, a button, or a date (null: 「わからない」). */
export type Outgoing = { text: string } | { choice: string } | { date: { field: string; value: string | null } };

export interface Reply {
  request_id: string;
  user: { text: string };
  /** Null while an operator has the conversation. */
  message: Message | null;
}

export type HistoryTurn =
  | { from: 'user'; text: string }
  | { from: 'bot'; message: Message }
  | { from: 'operator'; id: string; text: string };

export type FeedbackReason = 'wrong' | 'unclear' | 'not_my_case' | 'other';

export interface Feedback {
  message_id: string;
  helpful: boolean;
  reason: FeedbackReason | null;
}
