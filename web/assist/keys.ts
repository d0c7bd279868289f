// Keys of one letter: outside fields as they are, inside them with Alt. Never while an IME composes; they can be switched off.
const KEPT = 'kigen-assist-keys';

export interface KeyActions {
  search(): void;
  choose(place: number): void;
  copy(): void;
  date(): void;
  summary(): void;
  help(): void;
}

export function keysAreOn(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return true;
  }
}

export function switchKeys(on: boolean): void {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // Without storage the keys stay as they are.
  }
}

/** Does what a key stands for; leaves all other keys alone. */
export function takeKey(event: KeyboardEvent, actions: KeyActions): void {
  const composes = event.isComposing || event.keyCode === 229;
  if (composes || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  const field = fieldOf(event);
  if (event.key === 'Escape' && field) {
    field.blur();
    return;
  }
  if (!keysAreOn() || (field && !event.altKey)) return;
  const action = actionOf(event, actions);
  if (!action) return;
  event.preventDefault();
  action();
}

function actionOf(event: KeyboardEvent, actions: KeyActions): (() => void) | null {
  const digit = /^Digit([1-3])$/.exec(event.code) ?? /^([1-3])$/.exec(event.key);
  if (digit && !event.shiftKey) return () => actions.choose(Number(digit[1]) - 1);
  if (event.key === '?') return actions.help;
  if (event.key === '/' || event.key === '・') return actions.search;
  const letter = event.code.startsWith('Key') ? event.code.slice(3) : event.key.toUpperCase();
  return { C: actions.copy, D: actions.date, S: actions.summary }[letter] ?? null;
}

function fieldOf(event: KeyboardEvent): HTMLElement | null {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select') ? target : null;
}
