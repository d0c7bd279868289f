// Paper cannot unfold: what is folded is opened for printing, and folded again afterwards.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class UnfoldOnPaper implements ReactiveController {
  private unfolded: HTMLDetailsElement[] = [];

  constructor(private readonly host: ReactiveControllerHost & { renderRoot: ParentNode }) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.unfold);
    window.addEventListener('afterprint', this.fold);
  }

  hostDisconnected(): void {
    window.removeEventListener('beforeprint', this.unfold);
    window.removeEventListener('afterprint', this.fold);
  }

  private unfold = (): void => {
    this.unfolded = [...this.host.renderRoot.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of this.unfolded) details.open = true;
  };

  private fold = (): void => {
    for (const details of this.unfolded) details.open = false;
    this.unfolded = [];
  };
}
