// Brings the start of the newest answer into view: a long answer is read from its beginning.

/** Space left above the answer. */
const ABOVE = 12;

/** Scrolls so that the newest answer begins at the top, with the question above it where that is short. */
export function showNewest(root: ParentNode): void {
  const scroller = scrollerOf(root);
  const items = root.querySelectorAll<HTMLElement>('.turns > li');
  if (!scroller || !items.length) return;
  const answer = items[items.length - 1];
  const question = items[items.length - 2];
  const isShort = question?.classList.contains('user') && question.offsetHeight < scroller.clientHeight / 4;
  const start = (isShort ? question : answer).getBoundingClientRect().top;
  scroller.scrollTop += start - scroller.getBoundingClientRect().top - ABOVE;
}

/** Scrolls to the end, where the sign of waiting stands. */
export function showEnd(root: ParentNode): void {
  const scroller = scrollerOf(root);
  if (scroller) scroller.scrollTop = scroller.scrollHeight;
}

/** The log, or the panel as a whole where there is so little room that all scrolls as one. */
function scrollerOf(root: ParentNode): HTMLElement | null {
  const log = root.querySelector<HTMLElement>('.log');
  const isLog = log !== null && getComputedStyle(log).overflowY !== 'visible';
  return isLog ? log : root.querySelector<HTMLElement>('.panel');
}
