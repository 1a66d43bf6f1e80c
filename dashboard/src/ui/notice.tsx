import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type Tone = 'neutral' | 'positive' | 'warning' | 'critical';

const icons: Readonly<Record<Tone, IconName>> = {
  neutral: 'info',
  positive: 'check',
  warning: 'clock',
  critical: 'warning',
};

type NoticeProps = {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
};

/** A sentence and a next step. Critical ones are read out at once. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'critical' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div>
        {title && <h2>{title}</h2>}
        <p>{children}</p>
      </div>
      {action}
    </div>
  );
}
