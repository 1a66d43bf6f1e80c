import { type ComponentProps, type ReactNode, useEffect, useId, useRef, useState } from 'react';

type PopoverProps = {
  /** What the panel is about, for those who cannot see it. */
  readonly label: string;
  readonly side?: 'below' | 'above';
  readonly className?: string;
  /** Stays mounted only while it shows. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly trigger: Omit<ComponentProps<'button'>, 'popoverTarget' | 'ref' | 'type'>;
};

const gapPx = 8;
const marginPx = 12;

/** A panel beside its button. The browser closes it on Escape and on a press elsewhere, and gives the focus back. */
export function Popover({ label, side = 'below', className = '', children, trigger }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const place = () => button.current && panel.current && placeBeside(button.current, panel.current, side);
    place();
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place);
    return () => {
      removeEventListener('scroll', place, { capture: true });
      removeEventListener('resize', place);
    };
  }, [isOpen, side]);
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <button
        {...trigger}
        type="button"
        ref={button}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
      />
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={`popover ${className}`}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen && (typeof children === 'function' ? children(close) : children)}
      </div>
    </>
  );
}

/** Below or above the button, within the window. */
function placeBeside(button: HTMLElement, panel: HTMLElement, side: 'below' | 'above'): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: widthPx, offsetHeight: heightPx } = panel;
  const below = at.bottom + gapPx;
  const above = at.top - gapPx - heightPx;
  const fitsBelow = below + heightPx + marginPx <= innerHeight;
  const wanted =
    side === 'below' ? (fitsBelow || above < marginPx ? below : above) : Math.max(marginPx, above);
  const leftPx = Math.min(at.left, innerWidth - widthPx - marginPx);
  panel.style.top = `${Math.max(marginPx, wanted)}px`;
  panel.style.left = `${Math.max(marginPx, leftPx)}px`;
  panel.classList.add('is-placed');
}
