// What this tab remembers, in sessionStorage only: the session (for a reload) and how the person wants to see things.
import type { Session } from '../parts/message';

export interface View {
  easy: boolean;
  ruby: boolean;
  large: boolean;
  speech: boolean;
}

export const PLAIN_VIEW: View = { easy: false, ruby: false, large: false, speech: false };

interface Kept {
  session?: Session;
  view?: View;
  open?: boolean;
}

export class Memory {
  private readonly key: string;

  constructor(base: string) {
    this.key = `kigen:${base}`;
  }

  read(): Kept {
    try {
      return JSON.parse(sessionStorage.getItem(this.key) ?? '{}') as Kept;
    } catch {
      // Storage is switched off in this browser: everything works, a reload begins anew.
      return {};
    }
  }

  keep(change: Partial<Kept>): void {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ ...this.read(), ...change }));
    } catch {
      // As above.
    }
  }
}
