import { onlineManager } from '@tanstack/react-query';

/**
 * Lets requests wait while there is no way to the server. The browser's word that there is a network is taken; that there
 * is none is believed only when the server does not answer either, which may run on this very machine.
 */
export function watchConnection(): void {
  onlineManager.setEventListener((tell) => {
    const look = async () => tell(navigator.onLine || (await doesServerAnswer()));
    const listen = () => void look();
    addEventListener('online', listen);
    addEventListener('offline', listen);
    return () => {
      removeEventListener('online', listen);
      removeEventListener('offline', listen);
    };
  });
}

export async function doesServerAnswer(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { credentials: 'omit' })).ok;
  } catch {
    return false;
  }
}
