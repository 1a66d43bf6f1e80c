import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { eventTypes } from '@/lib/event-words.ts';
import type { DevelopersSearch } from '@/search.ts';

const route = getRouteApi('/shell/developers/$section');

/** Kinds of events to filter a log by. */
export const eventChoices = [
  { value: '', label: 'any' },
  ...Object.entries(eventTypes).map(([value, { name }]) => ({ value, label: name })),
];

/** What a log shows, as its address says; another filter begins at its first page with nothing open. */
export function useLogSearch() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = useCallback(
    (changes: Partial<DevelopersSearch>) =>
      void navigate({
        search: (before) => ({ ...before, cursor: undefined, open: undefined, ...changes }),
        replace: true,
      }),
    [navigate],
  );
  const turn = (to: string) =>
    void navigate({ search: (before) => ({ ...before, open: undefined, cursor: to }) });
  const clear = () => void navigate({ search: {}, replace: true });
  return { search, change, turn, clear };
}
