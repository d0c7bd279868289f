// The desk as a Dashboard App of Chatwoot: what the parent says is unsigned, so it is a hint that the operator may take up.
const ASKS = 'chatwoot-dashboard-app:fetch-info';
const LONGEST_HINT = 1000;
/** What Chatwoot calls a message of the customer. */
const INCOMING = 0;

/** Listens to the parent, where it is one of `origins`; gives the customer's last words. Returns the end of listening. */
export function listenToParent(origins: string[], hint: (words: string) => void): () => void {
  if (window.parent === window || !origins.length) return () => undefined;
  const hear = (event: MessageEvent): void => {
    if (event.source !== window.parent || !origins.includes(event.origin)) return;
    const words = lastWords(event.data);
    if (words) hint(words);
  };
  window.addEventListener('message', hear);
  // To each by name: a parent that is none of them never hears that somebody asked.
  const parents = [...(location.ancestorOrigins ?? origins)].filter((origin) => origins.includes(origin));
  for (const origin of parents) window.parent.postMessage(ASKS, origin);
  return () => window.removeEventListener('message', hear);
}

function lastWords(data: unknown): string | null {
  if (typeof data !== 'string') return null;
  try {
    const { event, data: context } = JSON.parse(data);
    const messages: unknown = context?.conversation?.messages;
    if (event !== 'appContext' || !Array.isArray(messages)) return null;
    const said = messages.filter((one) => one?.message_type === INCOMING && typeof one.content === 'string');
    return said.length ? said[said.length - 1].content.slice(0, LONGEST_HINT) : null;
  } catch {
    return null;
  }
}
