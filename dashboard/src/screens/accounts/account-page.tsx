import type { ReactNode } from 'react';
import { platformName } from '@/platform.ts';
import { Emblem } from '@/ui/mark.tsx';
import { TickKey } from '@/ui/places.tsx';

const columns = 24;
const paid = 71;
const held = 8;

/** The frame of sign-in and sign-up: the form, and beside it the one idea of the product. */
export function AccountPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="account-page">
      <title>{`${title} · ${platformName}`}</title>
      <main>
        <div>
          <p className="platform">
            <Emblem />
            {platformName}
          </p>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
      <aside aria-label="About">
        <PlaceGrid />
        <p className="claim">Every place is accounted for.</p>
        <ul className="tick-keys">
          <TickKey kind="solid">Paid, and final</TickKey>
          <TickKey kind="held">Held, comes back if unpaid</TickKey>
          <TickKey kind="left">Left</TickKey>
        </ul>
      </aside>
    </div>
  );
}

function PlaceGrid() {
  const ticks = Array.from({ length: columns * 5 }, (_, index) => index);
  return (
    <svg viewBox="0 0 456 209" aria-hidden="true">
      {ticks.map((index) => (
        <rect
          key={index}
          className={index < paid ? 'tick-solid' : index < paid + held ? 'tick-held' : 'tick-left'}
          x={0.5 + (index % columns) * 19.2}
          y={0.5 + Math.floor(index / columns) * 43.2}
          width="10"
          height="34"
          rx="2"
        />
      ))}
    </svg>
  );
}
