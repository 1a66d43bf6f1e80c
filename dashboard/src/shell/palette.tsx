import * as Radix from '@radix-ui/react-dialog';
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { beginningOf, mostSearched } from '@/lib/length.ts';
import { Key } from '@/ui/button.tsx';
import { Icon } from '@/ui/icon.tsx';
import { type Item, useItems } from './palette-items.tsx';

/** Goes anywhere and does most things by typing: links, payments, actions, in that order. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const search = useDeferredValue(beginningOf(typed.trim(), mostSearched));
  const items = useItems(search);
  const active = Math.min(at, Math.max(0, items.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  const choose = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.run();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) setAt((active + step + items.length) % items.length);
    else if (event.key === 'Enter') choose(items[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim">
          <Radix.Content className="palette" aria-describedby={undefined}>
            <Radix.Title className="screen-reader">Search or do</Radix.Title>
            <div className="palette-field">
              <Icon name="search" />
              <input
                role="combobox"
                aria-label="Search or do"
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
                placeholder="Links, payments, actions"
                autoComplete="off"
                spellCheck={false}
                dir="auto"
                value={typed}
                onChange={(event) => {
                  setTyped(event.target.value);
                  setAt(0);
                }}
                onKeyDown={onKeyDown}
              />
              <Radix.Close className="palette-close">
                <span className="screen-reader">Close</span>
                <Key>esc</Key>
              </Radix.Close>
            </div>
            <div className="palette-list" role="listbox" id={`${id}-list`} aria-label="Results" ref={list}>
              {items.map((item, index) => (
                <Row
                  key={item.id}
                  id={`${id}-${index}`}
                  item={item}
                  heading={item.group !== items[index - 1]?.group}
                  isActive={index === active}
                  search={search}
                  onChoose={() => choose(item)}
                />
              ))}
            </div>
            {items.length === 0 && <p className="nothing">Nothing fits “{search}”.</p>}
            <footer aria-hidden="true">
              <span>
                <Key>↑</Key>
                <Key>↓</Key> move
              </span>
              <span>
                <Key>↵</Key> open
              </span>
            </footer>
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}

type RowProps = {
  readonly id: string;
  readonly item: Item;
  readonly heading: boolean;
  readonly isActive: boolean;
  readonly search: string;
  readonly onChoose: () => void;
};

function Row({ id, item, heading, isActive, search, onChoose }: RowProps) {
  return (
    <>
      {heading && (
        <p className="palette-group" role="presentation">
          {item.group}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field */}
      <div role="option" id={id} aria-selected={isActive} onClick={onChoose}>
        <Icon name={item.icon} />
        <span className="clip">
          <Marked text={item.text} search={search} />
        </span>
        {item.aside}
      </div>
    </>
  );
}

/** Underlines what was searched for. */
function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  const start = search ? text.toLowerCase().indexOf(search.toLowerCase()) : -1;
  if (start === -1) return text;
  const end = start + search.length;
  return (
    <>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  );
}
