import { useEffect, useRef, useState } from 'react';
import { beginningOf, mostSearched } from '@/lib/length.ts';
import { IconButton, Key } from './button.tsx';
import type { Choice } from './field.tsx';
import { Icon } from './icon.tsx';

const typingPauseMs = 250;

type SearchProps = {
  readonly name: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Searches while somebody types, once they pause. The slash key goes here. */
export function SearchBox({ name, placeholder, value, onChange }: SearchProps) {
  const [typed, setTyped] = useState(value);
  /** What was told and may still be on its way into the address, the newest last. */
  const told = useRef([value]);
  const seen = useRef(value);
  useEffect(() => {
    if (value !== seen.current) {
      seen.current = value;
      const at = told.current.lastIndexOf(value);
      told.current = at < 0 ? [value] : told.current.slice(at);
      // The address changed by other means, such as the back button: what was typed before is over.
      if (at < 0) return setTyped(value);
    }
    const text = beginningOf(typed.trim(), mostSearched);
    if (text === told.current.at(-1)) return;
    const timer = setTimeout(() => {
      told.current.push(text);
      onChange(text);
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [value, typed, onChange]);
  return (
    <div className="control search">
      <span className="prefix">
        <Icon name="search" />
      </span>
      <input
        className="input"
        type="search"
        aria-label={name}
        placeholder={placeholder}
        dir="auto"
        autoComplete="off"
        data-shortcut="/"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="suffix">
        {typed ? <IconButton name="Clear search" icon="close" onClick={() => setTyped('')} /> : <Key>/</Key>}
      </span>
    </div>
  );
}

type FilterProps = {
  readonly name: string;
  /** The first is the one that does not filter; its value is empty. */
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** One filter as a chip that holds a plain select. */
export function Filter({ name, choices, value, onChange }: FilterProps) {
  return (
    <label className={value ? 'chip is-set' : 'chip'}>
      <span>{name}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={12} />
    </label>
  );
}

type DayFilterProps = {
  readonly name: string;
  /** `YYYY-MM-DD`, or nothing. */
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A day as a chip that holds the browser's own date field. */
export function DayFilter({ name, value, onChange }: DayFilterProps) {
  return (
    <label className={value ? 'chip is-set' : 'chip'}>
      <span>{name}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

type CreatedValue = { readonly created?: string; readonly from?: string; readonly to?: string };

const createdChoices: readonly Choice[] = [
  { value: '', label: 'any time' },
  { value: 'today', label: 'today' },
  { value: '7d', label: 'last 7 days' },
  { value: '30d', label: 'last 30 days' },
  { value: 'custom', label: 'between …' },
];

type CreatedProps = {
  readonly value: CreatedValue;
  readonly onChange: (value: CreatedValue) => void;
};

/** When something was made: in the last days, or from one day to another. */
export function CreatedFilter({ value, onChange }: CreatedProps) {
  const { created = '', from, to } = value;
  return (
    <>
      <Filter
        name="Created"
        choices={createdChoices}
        value={created}
        onChange={(chosen) => onChange({ created: chosen, from: undefined, to: undefined } as CreatedValue)}
      />
      {created === 'custom' && (
        <>
          <DayFilter
            name="From"
            value={from ?? ''}
            onChange={(day) => onChange({ from: day || undefined } as CreatedValue)}
          />
          <DayFilter
            name="To"
            value={to ?? ''}
            onChange={(day) => onChange({ to: day || undefined } as CreatedValue)}
          />
        </>
      )}
    </>
  );
}
