import { Engine } from '../../../src/sync/core/engine';
import type { Random } from '../../../src/sync/core/events';
import { difference } from './difference';
import { readEffects, readEvent, readSnapshot, type Step, type Trace } from './form';

/**
 * Lives through one trace with the engine of the web app.
 *
 * @returns what it does otherwise first, in words; absent if it does the same
 */
export function replay(trace: Trace): string | undefined {
  const dice = new Script();
  const engine = new Engine(readSnapshot(trace.snapshot), trace.agent, dice);
  for (const [number, step] of trace.steps.entries()) {
    const found = stepThrough(engine, dice, step);
    if (found !== undefined) {
      const event = JSON.stringify(step.event);
      return `${trace.story}, step ${number} of ${trace.steps.length}: ${found}\n  after ${event.slice(0, 1_000)}`;
    }
  }
  return undefined;
}

function stepThrough(engine: Engine, dice: Script, step: Step): string | undefined {
  dice.load(step.draws);
  const event = readEvent(step.event);
  try {
    return difference(engine.on(event), readEffects(step.effects)) ?? dice.rest();
  } catch (fault) {
    return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  }
}

/** Gives what was drawn then, to whoever draws the same. */
class Script implements Random {
  private draws: Step['draws'] = [];
  private next = 0;

  load(draws: Step['draws']): void {
    this.draws = draws;
    this.next = 0;
  }

  below(bound: number): number {
    const draw = this.draws[this.next];
    if (draw?.[0] !== bound) {
      throw new Error(`draws below ${bound} where the draw was ${draw ? `below ${draw[0]}` : 'none'}`);
    }
    this.next++;
    return draw[1];
  }

  rest(): string | undefined {
    const left = this.draws.length - this.next;
    return left > 0 ? `${left} draws were not made` : undefined;
  }
}
