import { useSyncExternalStore } from 'react';

/** The same bound as in the style sheet. */
const narrow = matchMedia('(max-width: 820px)');

/** Whether the window is as narrow as a phone's. What does not fit then is left out, not merely hidden. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
