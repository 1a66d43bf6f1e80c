import type { ComponentProps } from 'react';
import { formatDistance, formatFull, formatTime, readTypedMoment, zoneInWords } from '@/lib/dates.ts';
import { dayOf, toInstant, toWallTime } from '@/lib/zoned-time.ts';
import { TextField } from './field.tsx';
import { Icon } from './icon.tsx';
import { part } from './part.tsx';
import { Popover } from './popover.tsx';

// Most dates are typed.
const Calendar = part(() => import('./calendar.tsx').then(({ Calendar }) => Calendar));

type MomentFieldProps = Omit<ComponentProps<typeof TextField>, 'value' | 'onChange' | 'suffix' | 'hint'> & {
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly zone: string;
  readonly emptyHint: string;
};

/** A date and time of the organization's zone: typed, or picked from a calendar. Says which instant is meant. */
export function MomentField({ value, onChange, zone, emptyHint, onBlur, ...field }: MomentFieldProps) {
  const instant = readTypedMoment(value, zone);
  const choose = (day: string) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    const { hour, minute } = instant ? toWallTime(instant, zone) : { hour: 23, minute: 59 };
    onChange(formatFull(toInstant({ year, month, day: date, hour, minute }, zone), zone));
  };
  return (
    <TextField
      {...field}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={(event) => {
        // What was understood, in the form in which it is shown everywhere.
        if (instant) onChange(formatFull(instant, zone));
        onBlur?.(event);
      }}
      placeholder="14 Jun 2027, 18:00"
      hint={instant ? meaning(instant, zone) : emptyHint}
      suffix={
        <Popover
          label="Choose a date"
          className="popover-calendar"
          trigger={{
            className: 'button button-quiet button-icon button-small',
            'aria-label': 'Choose a date',
            children: <Icon name="calendar" />,
          }}
        >
          {(close) => (
            <Calendar
              chosen={instant && dayOf(instant, zone)}
              today={dayOf(new Date(), zone)}
              onChoose={(day) => {
                choose(day);
                close();
              }}
            />
          )}
        </Popover>
      }
    />
  );
}

/** `Berlin time (CEST), 16:00 UTC. In 23 days.` */
function meaning(instant: Date, zone: string): string {
  const distance = formatDistance(instant);
  const inUtc = zone === 'UTC' ? '' : `, ${formatTime(instant, 'UTC')} UTC`;
  return `${zoneInWords(instant, zone)}${inUtc}. ${distance.charAt(0).toUpperCase()}${distance.slice(1)}.`;
}
