import { X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { words } from '../words';
import { Button } from './Button';
import { IconButton } from './IconButton';
import styles from './Say.module.css';

interface Said {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

type Say = (text: string, action?: Said['action']) => void;

const SayContext = createContext<Say>(() => undefined);

/** Tells what has happened, in one line that goes by itself; never for what has to be answered. */
export function useSay(): Say {
  return useContext(SayContext);
}

const SHOWN_MS = 6_000;

export function SayLine({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<Said>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const rest = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(undefined), SHOWN_MS);
  }, []);
  const stay = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stay, [stay]);
  const say = useCallback<Say>(
    (text, action) => {
      setSaid(action ? { text, action } : { text });
      rest();
    },
    [rest],
  );
  return (
    <SayContext value={say}>
      {children}
      {/* Whoever points at it or stands in it is reading it: then it stays. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <output className={styles.place} onPointerEnter={stay} onPointerLeave={rest} onFocus={stay} onBlur={rest}>
        {said && (
          <span className={styles.line}>
            <span className={styles.text}>{said.text}</span>
            {said.action && (
              <Button
                look="quiet"
                onClick={() => {
                  setSaid(undefined);
                  said.action?.run();
                }}
              >
                {said.action.label}
              </Button>
            )}
            <IconButton icon={X} label={words.common.close} tip="aboveEnd" onClick={() => setSaid(undefined)} />
          </span>
        )}
      </output>
    </SayContext>
  );
}
