import type { ConversationId } from '../../protocol/frames';
import type { Turn } from './turn';

export const TYPING_REPEAT_MILLIS = 4_000;
export const TYPING_STOP_MILLIS = 5_000;

interface Place {
  lastKey: number;
  saidAt: number;
  /** Whether the others think that the user writes. */
  on: boolean;
}

/** Says where the user is writing: at most every 4 s, and that they have stopped 5 s after the last key. */
export class OwnTyping {
  private readonly places = new Map<ConversationId, Place>();

  typed(turn: Turn, conversation: ConversationId): void {
    let place = this.places.get(conversation);
    if (place === undefined) {
      place = { lastKey: turn.now, saidAt: turn.now - TYPING_REPEAT_MILLIS, on: false };
      this.places.set(conversation, place);
    }
    place.lastKey = turn.now;
    if (turn.now - place.saidAt >= TYPING_REPEAT_MILLIS) {
      place.saidAt = turn.now;
      place.on = true;
      turn.act({ type: 'sendFrame', frame: { t: 'typing', conversation, on: true } });
    }
  }

  /** What was written has left. */
  wrote(turn: Turn, conversation: ConversationId): void {
    const place = this.places.get(conversation);
    if (place !== undefined) {
      stop(turn, conversation, place);
    }
  }

  pump(turn: Turn): void {
    for (const [conversation, place] of this.places) {
      if (turn.now - place.lastKey >= TYPING_STOP_MILLIS) {
        stop(turn, conversation, place);
        this.places.delete(conversation);
      }
    }
  }

  wake(turn: Turn): void {
    for (const place of this.places.values()) {
      turn.wakeBy(place.lastKey + TYPING_STOP_MILLIS);
    }
  }

  /** The server forgets by itself. */
  connectionLost(): void {
    this.places.clear();
  }
}

function stop(turn: Turn, conversation: ConversationId, place: Place): void {
  if (place.on) {
    place.on = false;
    turn.act({ type: 'sendFrame', frame: { t: 'typing', conversation, on: false } });
  }
}
