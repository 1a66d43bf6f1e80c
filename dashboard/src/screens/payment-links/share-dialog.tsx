import type { PaymentLinkDetail } from '@/api/types.ts';
import { CopyLinkButton } from '@/ui/copy.tsx';
import { Dialog, DialogBody } from '@/ui/dialog.tsx';
import { TextField } from '@/ui/field.tsx';
import { Icon } from '@/ui/icon.tsx';
import { useAccount } from '@/use-account.ts';
import { QrCode } from './qr-code.tsx';
import { ShareMore } from './share-more.tsx';

/** The one address, and the ways to hand it on. */
export function ShareDialog({
  link,
  onClose,
}: {
  readonly link: PaymentLinkDetail;
  readonly onClose: () => void;
}) {
  const { organization } = useAccount();
  const mail = `mailto:?subject=${encodeURIComponent(organization.name)}&body=${encodeURIComponent(link.url)}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Share link"
      description="Anyone who has this address can open it and pay."
    >
      <DialogBody>
        <div className="copy-row">
          <TextField label="Link" readOnly value={link.url} onFocus={selectFromTheStart} spellCheck={false} />
          <CopyLinkButton url={link.url} look="primary" />
        </div>
        <QrCode linkId={link.id} name={link.name} />
        <ShareMore link={link} />
        <ul className="ways">
          <li>
            <a href={link.url} target="_blank" rel="noreferrer">
              <Icon name="external" />
              <span>
                Open as a buyer
                <small>
                  {link.mode === 'sandbox'
                    ? 'Pay it yourself with card 4242 4242 4242 4242, any future expiry and any code.'
                    : 'Whoever pays there is charged for real.'}
                </small>
              </span>
            </a>
          </li>
          <li>
            <a href={mail}>
              <Icon name="mail" />
              <span>
                Send by mail
                <small>Opens a message with the address in your mail program.</small>
              </span>
            </a>
          </li>
        </ul>
      </DialogBody>
    </Dialog>
  );
}

/** The dialog selects the field after this, which scrolls to its end; the beginning says more of an address. */
function selectFromTheStart({ target }: { readonly target: HTMLInputElement }) {
  target.select();
  requestAnimationFrame(() => {
    target.scrollLeft = 0;
  });
}
