import { type ReactNode, useSyncExternalStore } from 'react';
import { isTabStopped, onTabStop } from '@/api/session-guard.ts';
import { Button } from '@/ui/button.tsx';

/** Shows the app while this tab acts for whoever the browser is signed in as, and says so once it does not. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const isStopped = useSyncExternalStore(onTabStop, isTabStopped);
  if (!isStopped) return children;
  return (
    <main className="dead-end" role="alert">
      <title>Signed in differently</title>
      <h1>This browser is signed in differently now</h1>
      <p>
        In another tab somebody signed in as another person, or for another organization. This tab has
        stopped: nothing more is changed from here. Reload it to go on as whoever is signed in now.
      </p>
      <Button look="primary" onClick={() => location.reload()}>
        Reload
      </Button>
    </main>
  );
}
