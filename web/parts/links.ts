// Links go to https: and tel: only; anything else that a text may hold stays text.

/** The address if it may be linked to, else null. */
export function safeLink(url: string | null): string | null {
  if (!url) return null;
  try {
    return new URL(url).protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

/** 0120-95-0178 as tel:0120950178; null for what is no phone number. */
export function telLink(phone: string): string | null {
  const digits = phone.replace(/[^0-9+]/g, '');
  return digits.length >= 3 ? `tel:${digits}` : null;
}
