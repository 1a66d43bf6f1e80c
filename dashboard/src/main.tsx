import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/surfaces.css';
import './styles/shell.css';
import './styles/screens.css';
import './styles/money.css';
import './styles/developers.css';
import './styles/webhooks.css';
import './styles/narrow.css';
import './styles/settings.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { whoIs } from './api/client.ts';
import { forgetToken, onSessionEnd } from './api/session.ts';
import { forgetAccount, holdSession, watchSession } from './api/session-guard.ts';
import { watchSignOut } from './forms/drafts.ts';
import { watchConnection } from './lib/connection.ts';
import { surviveTranslation } from './lib/translated-pages.ts';
import { queryClient, router } from './router.tsx';
import { showNewestTheme } from './shell/preferences.ts';
import { SessionGate } from './shell/session-gate.tsx';
import { HatchPattern } from './ui/hatch-pattern.tsx';
import { OfflineBar } from './ui/offline-bar.tsx';
import { Toasts } from './ui/toast.tsx';

// Dialogs lock the page behind them with a style element, which the policy allows with the page's nonce only.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
if (nonce) setNonce(nonce);

showNewestTheme();

onSessionEnd(() => {
  forgetToken();
  forgetAccount();
  queryClient.clear();
  void router.navigate({
    to: '/login',
    search: { next: router.state.location.href, ended: 'yes' },
    // Nobody chose to leave; what was typed is kept for whoever signs in again.
    ignoreBlocker: true,
  });
});

// Without an answer nothing is known; the next look, or the next request, asks again.
watchSignOut();
watchConnection();
watchSession(() => void holdSession(whoIs).catch(() => undefined));

const root = document.getElementById('root') as HTMLElement;
surviveTranslation(document);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <HatchPattern />
      <OfflineBar />
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
