// What the buttons and fields of an answer do.
import type { ChatApi } from '../parts/chat-api';
import type { DateGiven } from '../parts/date-fields';
import { bothCalendars, fill, texts } from '../parts/texts';
import type { AnswerActions } from './answer';
import type { Conversation } from './conversation';

export function answerActions(conversation: Conversation, server: ChatApi, edit: (field: string | null) => void): AnswerActions {
  return {
    edit,
    choose: ({ token, label }) => conversation.send({ choice: token }, label),
    giveDate: (label, given) => giveDate(conversation, label, given),
    rate: (turn, helpful, reason) => conversation.rate(turn, helpful, reason),
    address: (path) => server.address(path),
  };
}

/** A day goes as a day; a rougher date (2021年4月) as the sentence that the person would have typed. */
function giveDate(conversation: Conversation, label: string, { field, value, words }: DateGiven): void {
  const { sent, sent_words, sent_unknown } = texts.dates;
  if (words) {
    const text = fill(sent_words, { label, words });
    void conversation.send({ text }, text);
    return;
  }
  const shown = value ? fill(sent, { label, day: bothCalendars(value) }) : fill(sent_unknown, { label });
  void conversation.send({ date: { field, value } }, shown);
}
