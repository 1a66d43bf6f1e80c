import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { accountQuery } from '@/api/account.ts';
import { useMode } from '@/mode.ts';
import { isDialogOpen } from '@/ui/is-dialog-open.ts';
import { Failure, SkeletonPage } from '@/ui/loading.tsx';
import { part } from '@/ui/part.tsx';
import { dropOffer } from '@/ui/toast.tsx';
import { useAccent } from '@/ui/use-accent.ts';
import { EnrolmentGate } from './enrolment-gate.tsx';
import { LeaveGate } from './leave-gate.tsx';
import { Navigation } from './navigation.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { readTheme, showTheme } from './preferences.ts';
import { ProofGate } from './proof-gate.tsx';
import { SandboxBand } from './sandbox-band.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useNarrow } from './use-narrow.ts';

const Palette = part(() => import('./palette.tsx').then(({ Palette }) => Palette));

/** The frame around every screen of somebody who is signed in. */
export function Shell() {
  const { data: account, error, refetch } = useQuery(accountQuery);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const mode = useMode();
  useAccent(account?.organization.branding.accent_color ?? null);
  const userId = account?.user.id;
  useEffect(() => {
    if (userId) showTheme(readTheme(userId));
  }, [userId]);
  // What a toast offers is of somebody who is signed in, and of one mode.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends with the mode
  useEffect(() => dropOffer, [mode]);
  useShortcuts(() => setPaletteOpen(true));
  const isNarrow = useNarrow();
  const main = useFocusOnArrival();
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <div className="shell">
        {mode === 'sandbox' && <SandboxBand />}
        {account && isNarrow && <PhoneBar account={account} onSearch={() => setPaletteOpen(true)} />}
        {!isNarrow && (
          <aside className="side">
            {account && <Navigation account={account} onSearch={() => setPaletteOpen(true)} />}
          </aside>
        )}
        <main className="main" id="main" tabIndex={-1} ref={main}>
          {error && <Failure error={error} retry={() => void refetch()} />}
          {account && (
            <EnrolmentGate account={account}>
              <Suspense fallback={<SkeletonPage />}>
                {/* Nothing of one mode stays on the screen in the other. */}
                <Outlet key={mode} />
              </Suspense>
            </EnrolmentGate>
          )}
          {!account && !error && <SkeletonPage />}
        </main>
      </div>
      <ProofGate />
      <LeaveGate />
      {isPaletteOpen && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** After a change of screen the reading position is its beginning, not the link that was followed. */
function useFocusOnArrival() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== undefined && path !== shown.current && !isDialogOpen()) {
      main.current?.focus({ preventScroll: true });
    }
    shown.current = path;
  }, [path]);
  return main;
}
