import { useEffect, useRef, useState } from 'react';

type Answer = (isYes: boolean) => void;

/**
 * Whether somebody waits for the answer of a dialog, and how it is given.
 *
 * @param listen hands over what is called to ask, and gives what stops that; it has to be the same each time
 */
export function useAsked(listen: (ask: () => Promise<boolean>) => () => void) {
  const settle = useRef<Answer>(undefined);
  const [isAsked, setAsked] = useState(false);
  useEffect(
    () =>
      listen(() => {
        setAsked(true);
        return new Promise<boolean>((resolve) => {
          settle.current = resolve;
        });
      }),
    [listen],
  );
  const end: Answer = (isYes) => {
    setAsked(false);
    settle.current?.(isYes);
  };
  return { isAsked, end };
}
