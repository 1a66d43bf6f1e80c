import type { ComponentChild, ComponentChildren } from 'preact';
import { isolated } from '#platform/contract/directions.ts';
import type { English, MessageKey } from './catalogue-shape.ts';
import { formatNumber } from './format.ts';
import type { NamesOf } from './message.ts';
import type { Translate } from './translate.ts';

type Dress = (children: ComponentChildren) => ComponentChild;

type RichTextProps<Key extends MessageKey> = {
  text: Translate;
  message: Key;
  /** How to show `<name>…</name>`; `<b>` is bold unless told otherwise. */
  tags?: Readonly<Record<string, Dress>>;
} & ([NamesOf<English[Key]>] extends [never]
  ? { values?: undefined }
  : { values: Readonly<Record<NamesOf<English[Key]>, ComponentChild>> });

const bold: Dress = (children) => <b>{children}</b>;

/**
 * A message with elements in it. Only the catalogue's own text is read for tags and names, so that nothing a
 * merchant or buyer wrote can become markup.
 */
export function RichText<Key extends MessageKey>(props: RichTextProps<Key>) {
  const values: Readonly<Record<string, ComponentChild>> = props.values ?? {};
  const count = typeof values.count === 'number' ? values.count : 0;
  const dresses: Readonly<Record<string, Dress>> = { b: bold, ...props.tags };
  return <>{dressUp(props.text.template(props.message, count))}</>;

  function dressUp(template: string): ComponentChild[] {
    const parts = template.split(/<(\w+)>(.*?)<\/\1>/);
    return parts.flatMap((part, index) => {
      if (index % 3 === 0) return fillIn(part);
      if (index % 3 === 1) return [];
      const tag = parts[index - 1] ?? '';
      return [(dresses[tag] ?? bold)(fillIn(part))];
    });
  }

  function fillIn(template: string): ComponentChild[] {
    return template.split(/\{(\w+)\}/).map((part, index) => (index % 2 === 0 ? part : shown(values[part])));
  }

  function shown(value: ComponentChild): ComponentChild {
    if (typeof value === 'string') return isolated(value);
    return typeof value === 'number' ? formatNumber(value, props.text.locale) : value;
  }
}
