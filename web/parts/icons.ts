// Our own few icons, drawn with strokes in the colour of the text. They are decoration: the words stand beside them.
import { html, type TemplateResult } from 'lit';

const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

export const icons = {
  chat: icon('M4 5h16v11H10l-5 4v-4H4z M8 9h8 M8 12h5'),
  close: icon('M6 6l12 12 M18 6L6 18'),
  send: icon('M4 12L20 4l-5 16-4-6z M11 14l4-5'),
  pencil: icon('M4 20l1-4L16 5l3 3L8 19z M14 7l3 3'),
  calendar: icon('M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4'),
  phone: icon('M7 3l3 5-2 2c1 3 3 5 6 6l2-2 5 3c0 2-2 4-4 4C10 21 3 14 3 7c0-2 2-4 4-4z'),
  good: icon('M4 11h4v9H4z M8 11l4-8c2 0 3 1 2 4l-1 3h6l-2 10H8'),
  bad: icon('M4 13h4V4H4z M8 13l4 8c2 0 3-1 2-4l-1-3h6L17 4H8'),
  warning: icon('M12 4l9 16H3z M12 10v4 M12 17v.5'),
  speech: icon('M4 9h4l5-4v14l-5-4H4z M16 9c2 2 2 4 0 6 M19 6c4 4 4 8 0 12'),
  trash: icon('M5 7h14 M9 7V4h6v3 M7 7l1 13h8l1-13'),
  print: icon('M7 8V4h10v4 M7 16H4V8h16v8h-3 M7 13h10v7H7z'),
  out: icon('M13 5h6v6 M19 5l-9 9 M17 14v5H5V7h5'),
};
