// Server-sent events over fetch, because EventSource cannot send the header that says who we are.

/** The server would not give the stream; below 500 there is no use in asking again. */
export class StreamRefused extends Error {
  constructor(readonly status: number) {
    super(`events: ${status}`);
  }
}

/** Gives each event (name, data) of a stream; ends with it. Raises where the stream cannot be had or breaks. */
export async function readEvents(response: Response, take: (name: string, data: unknown) => void): Promise<void> {
  if (!response.ok || !response.body) throw new StreamRefused(response.status);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (name && data) take(name, JSON.parse(data));
    }
  }
}
