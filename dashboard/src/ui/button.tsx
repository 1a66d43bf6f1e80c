import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type ButtonProps = Omit<ComponentProps<'button'>, 'className'> & {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'critical';
  readonly size?: 'small' | 'normal' | 'tall';
  readonly icon?: IconName;
  /** Shows the key that does the same; it stays outside of the accessible name. */
  readonly shortcut?: string;
  /** The work is under way: nothing can be pressed twice. */
  readonly busy?: boolean;
  readonly wide?: boolean;
};

export function Button({
  look = 'secondary',
  size = 'normal',
  icon,
  shortcut,
  busy = false,
  wide = false,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const classes = ['button', `button-${look}`, `button-${size}`, wide && 'button-wide', busy && 'is-busy'];
  return (
    <button
      {...rest}
      type={type}
      className={classes.filter(Boolean).join(' ')}
      {...(busy ? { 'aria-disabled': true } : {})}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
      {shortcut && <Key>{shortcut}</Key>}
    </button>
  );
}

/** A button that is all icon; its name is for those who cannot see it. */
export function IconButton({
  name,
  icon,
  size = 'small',
  ...rest
}: Omit<ComponentProps<'button'>, 'className' | 'children' | 'name'> & {
  readonly name: string;
  readonly icon: IconName;
  readonly size?: 'small' | 'normal';
}) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-quiet button-icon button-${size}`}
      aria-label={name}
      title={name}
    >
      <Icon name={icon} size={size === 'small' ? 14 : 16} />
    </button>
  );
}

export function Key({ children }: { readonly children: ReactNode }) {
  return (
    <span className="key" aria-hidden="true">
      {children}
    </span>
  );
}

function Spinner() {
  return (
    <svg className="spinner" viewBox="0 0 16 16" fill="none" aria-hidden="true">
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="2" opacity="0.3" />
      <path d="M14 8a6 6 0 0 0-6-6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
