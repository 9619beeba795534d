import { useCallback, useEffect, useRef, useState } from 'react';
import type { Message } from '../../store/model';
import { useLive } from '../live';
import { useSession } from '../session';
import { CAP, END, grown, nearEdge, newestSpan, opening, trimmed, type Opening, type Seen, type Span } from './span';
import { reused, stage } from './stage';

/** What the list is to show now. */
export interface Shown {
  readonly lines: readonly Message[];
  /** Lines came or went at the front. */
  readonly shift: boolean;
  /** Changes where lines have nothing to do with those before: then it is another list, and `target` says where it begins. */
  readonly list: number;
  readonly target: Opening;
  /** Whether the newest line is among them. */
  readonly newest: boolean;
  /** Whether there are lines before them. */
  readonly older: boolean;
}

export interface Window {
  /** Absent until the first lines are there. */
  readonly shown: Shown | undefined;
  /** Says what is on the screen: lines are added where it comes near the edge, and cut where there are too many. */
  readonly slide: (seen: Seen) => void;
  /** Shows another part, around a place; the newest end without one. */
  readonly open: (place: number | undefined) => void;
}

interface View {
  readonly number: number;
  readonly target: Opening;
  readonly span: Span;
}

interface Answer {
  readonly view: View;
  readonly lines: readonly Message[];
}

interface Stage {
  readonly answer: Answer | undefined;
  readonly lines: readonly Message[];
  readonly shift: boolean;
  readonly rest: readonly Message[] | undefined;
  readonly list: number;
}

const NOTHING: Stage = { answer: undefined, lines: [], shift: false, rest: undefined, list: 0 };

/**
 * The lines of a conversation that are in memory, live. They slide with the screen: the database has them all, and is
 * asked for a page when the screen comes near.
 *
 * @param opened where it begins at `at`, which may have been asked for before
 */
export function useWindow(conversation: number, at: number | undefined, opened: Promise<Opening>): Window {
  const { reads } = useSession();
  const [view, setView] = useState<View>();
  const [staged, setStaged] = useState(NOTHING);
  const busy = useRef(false);
  // The address loses the place while details are looked at: that asks for no other part.
  const [asked, setAsked] = useState({ at, opened });
  if (at !== undefined && at !== asked.at) {
    setAsked({ at, opened: opening(reads, conversation, at) });
  }

  useEffect(() => {
    let left = false;
    const begin = (target: Opening) => {
      if (!left) {
        setView((before) => ({ number: (before?.number ?? 0) + 1, target, span: target.span }));
      }
    };
    // A storage that fails is told of by the live queries.
    asked.opened.then(begin, () => undefined);
    return () => {
      left = true;
    };
  }, [asked]);

  const answer = useLive<Answer | undefined>(
    async () => view && { view, lines: await reads.window(conversation, view.span.from, view.span.to) },
    [reads, conversation, view],
    undefined,
  );
  const older = useLive(
    async () => view !== undefined && (await reads.placeBefore(conversation, view.span.from, 1)) < view.span.from,
    [reads, conversation, view?.span.from],
    false,
  );

  // The list follows in the same pass: what the database answered is not drawn a frame later.
  if (answer !== undefined && answer !== staged.answer) {
    setStaged(nextStage(staged, answer));
  }
  useEffect(() => {
    if (staged.rest !== undefined) {
      // The list has to be drawn with the change at its front before the rest comes.
      // oxlint-disable-next-line react/set-state-in-effect
      setStaged({ ...staged, lines: staged.rest, shift: false, rest: undefined });
    }
  }, [staged]);

  const settled = view !== undefined && staged.answer?.view === view && staged.rest === undefined;
  const slide = useCallback(
    (seen: Seen) => {
      if (!settled || busy.current) {
        return;
      }
      const places = staged.lines.map((line) => line.place);
      if (places.length > CAP) {
        setView({ ...view, span: trimmed(view.span, places, seen) });
        return;
      }
      const side = nearEdge(view.span, places.length, seen, older);
      if (side !== undefined) {
        busy.current = true;
        void grown(reads, conversation, view.span, side)
          .then((span) => setView((now) => (now === view && span !== view.span ? { ...view, span } : now)))
          .catch(() => undefined)
          .finally(() => {
            busy.current = false;
          });
      }
    },
    [settled, staged, view, older, reads, conversation],
  );

  const open = useCallback(
    (place: number | undefined) => {
      const target: Promise<Opening> =
        place === undefined
          ? newestSpan(reads, conversation).then((span) => ({ span, why: 'end' }))
          : opening(reads, conversation, place);
      target.then(
        (found) => setView((before) => ({ number: (before?.number ?? 0) + 1, target: found, span: found.span })),
        () => undefined,
      );
    },
    [reads, conversation],
  );

  // All that was in memory waited, and has been sent: it stands before the span now.
  const lost = settled && staged.lines.length === 0 && older;
  useEffect(() => {
    if (lost) {
      open(undefined);
    }
  }, [lost, open]);

  const shown = staged.answer && {
    lines: staged.lines,
    shift: staged.shift,
    list: staged.list,
    target: staged.answer.view.target,
    newest: staged.answer.view.span.to === END,
    older,
  };
  return { shown, slide, open };
}

function nextStage(now: Stage, answer: Answer): Stage {
  const lines = reused(now.lines, answer.lines);
  const next = now.answer?.view.number === answer.view.number ? stage(now.lines, lines) : undefined;
  return next === undefined
    ? { answer, lines, shift: false, rest: undefined, list: now.list + 1 }
    : { answer, lines: next.lines, shift: next.shift, rest: next.rest, list: now.list };
}
