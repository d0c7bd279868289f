// What the pages around the chat need: the organisation's colour, buttons that open the chat, copy buttons.
import type { MainaChat } from '../chat/maina-chat';
import { applyBrand } from '../parts/colour';
import { texts } from '../parts/texts';

const colour = document.documentElement.dataset.colour;
if (colour) applyBrand(document, colour);

const chat = document.querySelector<MainaChat>('maina-chat');
if (chat) void prepareChat(chat);

for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', () => copy(button));
}

async function prepareChat(chat: MainaChat): Promise<void> {
  await customElements.whenDefined('maina-chat');
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-open-chat]')) {
    button.hidden = false;
    button.addEventListener('click', () => chat.show());
  }
  // With room for both, the chat stands open beside the page.
  if (chat.dataset.offer !== undefined && matchMedia('(min-width: 64em) and (min-height: 40em)').matches) chat.offer();
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const source = document.getElementById(button.dataset.copy ?? '');
  const told = button.parentElement?.querySelector('[role=status]');
  let copied = true;
  try {
    await navigator.clipboard.writeText(source?.textContent ?? '');
  } catch {
    copied = false;
  }
  if (told) told.textContent = copied ? texts.pages.copied : texts.pages.not_copied;
}
