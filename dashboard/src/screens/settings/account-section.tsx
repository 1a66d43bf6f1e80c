import { useState } from 'react';
import { areKeysOn, switchKeys } from '@/shell/preferences.ts';
import { Card } from '@/ui/page.tsx';

/** What belongs to the person and this device. */
export function AccountSection() {
  return (
    <div className="card-narrow">
      <KeysCard />
    </div>
  );
}

const keys = [
  ['C', 'New link'],
  ['/', 'Search this screen'],
  ['G, then H', 'Home'],
  ['G, then L', 'Payment links'],
  ['G, then P', 'Payments'],
  ['G, then C', 'Products'],
  ['G, then S', 'Settings'],
] as const;

function KeysCard() {
  const [isOn, setOn] = useState(areKeysOn);
  return (
    <Card title="Single keys" corner={<span className="hint">on this device</span>}>
      <div className="stack">
        <label className="check">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => {
              setOn(event.target.checked);
              switchKeys(event.target.checked);
            }}
          />
          Use single keys where nobody types
        </label>
        <dl className="facts">
          {keys.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Card>
  );
}
