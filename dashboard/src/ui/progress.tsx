import { useEffect, useState } from 'react';
import { Button } from './button.tsx';

/** What ends sooner needs no words. */
const quietMs = 700;

type ProgressProps = {
  /** How far it is, such as `12,000 rows so far`. */
  readonly words: string;
  readonly onCancel: () => void;
};

/** Beside whatever started long work: how far it is, and the way to stop it. */
export function Progress({ words, onCancel }: ProgressProps) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isShown) return null;
  return (
    <span className="progress">
      <span className="muted small number" aria-live="off">
        {words}
      </span>
      <span className="screen-reader" role="status">
        Being made
      </span>
      <Button look="quiet" size="small" onClick={onCancel}>
        Cancel
      </Button>
    </span>
  );
}
