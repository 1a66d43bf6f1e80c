import type { Encoding } from './content-encoding.ts';
import { varyByEncoding } from './content-encoding.ts';
import { matchesTag, tagOf } from './entity-tag.ts';
import { fewestBytesToPack, pack } from './packing.ts';
import type { Answer } from './route.ts';

/** One form of kept bytes. Its headers are the same object for everybody, and so are those that say it did not change. */
export type KeptForm = {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly headersUnchanged: Readonly<Record<string, string>>;
};

/** Bytes that are kept, each packed form made when somebody asks for it first, and never again. */
export type KeptForms = { in(encoding: Encoding): KeptForm | Promise<KeptForm> };

/**
 * Keeps bytes under a tag for each form. Those that are too short to be packed have one form only.
 *
 * @param headers all but those about the form
 */
export function keepForms(bytes: Buffer, headers: Readonly<Record<string, string>>): KeptForms {
  const tag = tagOf(bytes);
  const plain = formOf(bytes, `"${tag}"`, headers);
  const packed = new Map<Encoding, KeptForm | Promise<KeptForm>>();
  return {
    in: (encoding) => {
      if (encoding === 'identity' || bytes.length < fewestBytesToPack) return plain;
      const before = packed.get(encoding);
      if (before) return before;
      const made = pack(encoding, bytes).then((packedBytes) => {
        const form = formOf(packedBytes, `"${tag}-${encoding}"`, {
          ...headers,
          'content-encoding': encoding,
        });
        packed.set(encoding, form);
        return form;
      });
      packed.set(encoding, made);
      // Whoever asks next tries again.
      made.catch(() => packed.delete(encoding));
      return made;
    },
  };
}

/** The form as an answer, or that it did not change since the reader got it. */
export function answerOfForm(form: KeptForm, ifNoneMatch: string | undefined): Answer {
  return matchesTag(ifNoneMatch, form.etag)
    ? { status: 304, headers: form.headersUnchanged }
    : { status: 200, raw: form.bytes, headers: form.headers };
}

function formOf(bytes: Buffer, etag: string, headers: KeptForm['headers']): KeptForm {
  const about = { etag, 'cache-control': 'no-cache', vary: varyByEncoding };
  return { bytes, etag, headers: { ...headers, ...about }, headersUnchanged: about };
}
