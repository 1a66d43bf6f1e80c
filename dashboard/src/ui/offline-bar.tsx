import { onlineManager } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => onlineManager.subscribe(listener);

export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => onlineManager.isOnline());
}

/** Above every screen while there is no connection. It stands empty before, so that what appears in it is read out. */
export function OfflineBar() {
  const isOnline = useOnline();
  return (
    <div className="offline-bar" role="status" aria-live="polite">
      {!isOnline && (
        <p>
          <b>You are offline.</b> What you typed stays here. What you sent goes on by itself once you are
          back.
        </p>
      )}
    </div>
  );
}
