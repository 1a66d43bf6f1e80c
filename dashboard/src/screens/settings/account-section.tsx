import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatFull, formatTime, zoneInWords } from '@/lib/dates.ts';
import { chooseLocale, chosenLocale, localeChoices } from '@/lib/locale.ts';
import { formatMoney } from '@/lib/money.ts';
import { areKeysOn, chooseTheme, readTheme, switchKeys, themes } from '@/shell/preferences.ts';
import { SegmentField, SelectField } from '@/ui/field.tsx';
import { Card, Facts } from '@/ui/page.tsx';
import { useAccount, useMay } from '@/use-account.ts';

/** What belongs to the person and this device. */
export function AccountSection() {
  return (
    <div className="card-narrow stack">
      <LookCard />
      <ClockCard />
      <KeysCard />
    </div>
  );
}

const themeChoices = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function LookCard() {
  const { user } = useAccount();
  const [theme, setTheme] = useState(() => readTheme(user.id));
  return (
    <Card title="Theme" corner={<span className="hint">yours, on this device</span>}>
      <SegmentField
        label="Theme"
        choices={themeChoices}
        value={theme}
        onChange={(value) => {
          const chosen = themes.find((each) => each === value) ?? 'system';
          setTheme(chosen);
          chooseTheme(user.id, chosen);
        }}
      />
    </Card>
  );
}

/** What is not one's own: by whose clock and in what currency the organization works, and how this browser writes. */
function ClockCard() {
  const { organization } = useAccount();
  const may = useMay('admin');
  const now = new Date();
  return (
    <Card title="Time, money and numbers">
      <Facts
        rows={[
          [
            'Time zone',
            `${zoneInWords(now, organization.time_zone)}, ${formatTime(now, organization.time_zone)} now`,
          ],
          ['Currency', organization.default_currency],
          [
            'For example',
            `${formatFull(now, organization.time_zone)}; ${formatMoney('1234.50', organization.default_currency)}`,
          ],
        ]}
      />
      <SelectField
        label="Dates and numbers"
        choices={localeChoices()}
        value={chosenLocale}
        onChange={({ target }) => chooseLocale(target.value)}
        hint="Yours, on this device. The page is loaded again."
      />
      <p className="hint">
        Time zone and currency are the organization’s, the same for everybody in it.{' '}
        {may && (
          <>
            Change them under{' '}
            <Link to="/settings/$section" params={{ section: 'profile' }}>
              Profile
            </Link>{' '}
            and{' '}
            <Link to="/settings/$section" params={{ section: 'pricing' }}>
              Prices and tax
            </Link>
            .
          </>
        )}
      </p>
    </Card>
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
