import type { Action, Effects, StoreOp } from './effects';
import { max } from './numbers';

/** Collects the effects of one event. */
export class Turn {
  private readonly ops: StoreOp[] = [];
  private readonly actions: Action[] = [];
  private wakeAt: number | undefined;

  constructor(readonly now: number) {}

  write(op: StoreOp): void {
    this.ops.push(op);
  }

  act(action: Action): void {
    this.actions.push(action);
  }

  wakeBy(time: number): void {
    const soonest = max(time, this.now + 1);
    if (this.wakeAt === undefined || soonest < this.wakeAt) {
      this.wakeAt = soonest;
    }
  }

  effects(): Effects {
    return { ops: this.ops, actions: this.actions, wakeAt: this.wakeAt };
  }
}
