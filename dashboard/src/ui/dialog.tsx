import * as Radix from '@radix-ui/react-dialog';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';

type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** A question that has to be answered before the page goes on. Escape and the cross leave it. */
export function Dialog({ open, onClose, title, description, wide, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content
            className={wide ? 'dialog dialog-wide' : 'dialog'}
            onEscapeKeyDown={closePanelFirst}
            onOpenAutoFocus={focusFirstField}
            onInteractOutside={stayForToasts}
            {...(description ? {} : { 'aria-describedby': undefined })}
          >
            <header>
              <div>
                <Radix.Title>{title}</Radix.Title>
                {description && <Radix.Description className="muted">{description}</Radix.Description>}
              </div>
              <Radix.Close asChild>
                <IconButton name="Close" icon="close" />
              </Radix.Close>
            </header>
            {children}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className="dialog-body">{children}</div>;
}

export function DialogFoot({ children }: { readonly children: ReactNode }) {
  return <footer>{children}</footer>;
}

/** Escape leaves one thing at a time: a calendar in the dialog before the dialog itself. */
function closePanelFirst(event: KeyboardEvent): void {
  const panel = document.querySelector<HTMLElement>(':popover-open');
  if (!panel) return;
  event.preventDefault();
  panel.hidePopover();
}

/** The first thing to fill in, rather than the cross that leaves. */
function focusFirstField(event: Event): void {
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('.input');
  if (!field) return;
  event.preventDefault();
  field.focus();
}

/** A toast may be answered without leaving the dialog. */
function stayForToasts(event: Event): void {
  if (event.target instanceof Element && event.target.closest('.toast-dock')) event.preventDefault();
}
