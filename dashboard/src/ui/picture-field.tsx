import { type DragEvent, useRef, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { uploadPicture } from '@/api/media.ts';
import { fitPicture } from '@/lib/fit-picture.ts';
import { ownImage } from '@/lib/own-image.ts';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';
import { Icon } from './icon.tsx';

type PictureProps = {
  readonly label: string;
  /** What the picture is of, which is what those read who do not see it. */
  readonly subject: string;
  readonly note?: string;
  readonly error?: string | undefined;
  readonly name: string;
  readonly value: string;
  readonly onChange: (address: string) => void;
  readonly onBlur: () => void;
};

const accepted = 'image/png,image/jpeg,image/webp';

/** A picture: dropped, chosen, taken with the camera of a phone, or fetched from an address. */
export function PictureField({ label, subject, note, error, value, onChange, ...field }: PictureProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const [problem, setProblem] = useState<string>();
  const shown = ownImage(value.trim() || null, location.origin);

  const take = async (file: File | undefined) => {
    // A form that may only be read takes no drop either.
    if (!file || isBusy || chooser.current?.matches(':disabled')) return;
    setBusy(true);
    setProblem(undefined);
    try {
      onChange(await uploadPicture(await fitPicture(file)));
    } catch (caught) {
      setProblem(sentenceOf(caught));
    } finally {
      setBusy(false);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const input = (own: typeof chooser, name: string, capture?: 'environment') => (
    <input
      ref={own}
      type="file"
      accept={accepted}
      {...(capture ? { capture } : {})}
      aria-label={name}
      tabIndex={-1}
      className="screen-reader"
      onChange={(event) => {
        void take(event.target.files?.[0]);
        // The same file may be chosen again.
        event.target.value = '';
      }}
    />
  );
  return (
    <div className="picture-field">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the buttons in it do the same for the keyboard */}
      <div
        className={isOver ? 'picture-drop is-over' : 'picture-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {shown ? <img src={shown} alt={subject || 'Picture'} /> : <Icon name="upload" size={20} />}
        <div className="row wrap">
          <Button size="small" busy={isBusy} onClick={() => chooser.current?.click()}>
            {isBusy ? 'Uploading…' : 'Choose a picture'}
          </Button>
          <span className="touch-only">
            <Button size="small" disabled={isBusy} onClick={() => camera.current?.click()}>
              Take a photo
            </Button>
          </span>
          {value && (
            <Button size="small" look="quiet" onClick={() => onChange('')}>
              Remove the picture
            </Button>
          )}
          <span className="hint no-touch">or drop one here</span>
        </div>
        {input(chooser, 'Picture file')}
        {input(camera, 'Photo', 'environment')}
      </div>
      <TextField
        {...field}
        label={label}
        optional
        inputMode="url"
        placeholder="https://"
        hint={`PNG, JPEG or WebP, at most 1 MiB.${note ? ` ${note}` : ''}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={problem ?? error}
      />
    </div>
  );
}
