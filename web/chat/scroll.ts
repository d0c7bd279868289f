// Brings the start of the newest answer into view: a long answer is read from its beginning.

/** Space left above the answer. */
const ABOVE = 12;

/** Scrolls the log so that the newest answer begins at its top, with the question above it where that is short. */
export function showNewest(root: ParentNode): void {
  const log = root.querySelector<HTMLElement>('.log');
  const items = root.querySelectorAll<HTMLElement>('.turns > li');
  if (!log || !items.length) return;
  const answer = items[items.length - 1];
  const question = items[items.length - 2];
  const start = question?.classList.contains('user') && question.offsetHeight < log.clientHeight / 4 ? question : answer;
  log.scrollTop = start.offsetTop - ABOVE;
}

/** Scrolls to the end, where the sign of waiting stands. */
export function showEnd(root: ParentNode): void {
  const log = root.querySelector<HTMLElement>('.log');
  if (log) log.scrollTop = log.scrollHeight;
}
