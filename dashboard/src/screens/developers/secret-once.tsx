import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { Icon } from '@/ui/icon.tsx';

type SecretProps = { readonly secret: string; readonly note: string; readonly onDone: () => void };

/** A signing secret, which nobody sees again. */
export function SecretOnce({ secret, note, onDone }: SecretProps) {
  const { copied, copy } = useCopy(secret, 'Copied the signing secret.');
  return (
    <section className="secret-once" aria-labelledby="secret-heading">
      <h3 id="secret-heading">
        <Icon name="lock" />
        Copy the signing secret now. It is shown once.
      </h3>
      <div className="secret-line">
        <code>{secret}</code>
        <Button look="primary" icon={copied ? 'check' : 'copy'} onClick={copy}>
          Copy secret
        </Button>
      </div>
      <p className="hint">{note}</p>
      <div className="row">
        <Button look="quiet" size="small" onClick={onDone}>
          I have it
        </Button>
      </div>
    </section>
  );
}
