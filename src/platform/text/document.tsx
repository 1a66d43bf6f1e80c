import type { ComponentChildren, VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Locale } from './locales.ts';

type DocumentProps = {
  locale: Locale;
  title: string;
  /** Whatever else belongs in `<head>`: styles, scripts, link previews. */
  head?: ComponentChildren;
  children: ComponentChildren;
};

/** The frame that every page, receipt and mail shares. None of them is for search engines. */
export function Document({ locale, title, head, children }: DocumentProps) {
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="format-detection" content="telephone=no" />
        <title>{title}</title>
        {head}
      </head>
      <body>{children}</body>
    </html>
  );
}

/** A whole HTML document as text. Preact escapes every value on the way. */
export function renderDocument(document: VNode): string {
  return `<!doctype html>${renderToStaticMarkup(document)}`;
}
