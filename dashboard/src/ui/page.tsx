import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { platformName } from '@/platform.ts';
import { Written } from '@/ui/written.tsx';
import { isolated } from '../../../src/platform/contract/directions.ts';
import { Icon } from './icon.tsx';

type PageProps = {
  /** Also the title of the tab. */
  readonly name: string;
  readonly heading?: ReactNode;
  readonly parent?: { readonly to: '/' | '/payment-links' | '/payments'; readonly label: string };
  readonly crumb?: ReactNode;
  readonly below?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of every screen: where one is, the heading, and what can be done here. */
export function Page({ name, heading, parent, crumb, below, tools, children }: PageProps) {
  return (
    <div className="page">
      <title>{`${isolated(name)} · ${platformName}`}</title>
      <div className="page-head">
        <div className="page-name">
          {parent && (
            <nav className="crumb" aria-label="Breadcrumb">
              <Link to={parent.to}>{parent.label}</Link>
              {crumb && (
                <>
                  <Icon name="chevronRight" size={12} />
                  <span>{crumb}</span>
                </>
              )}
            </nav>
          )}
          <h1>{heading ?? name}</h1>
          {below}
        </div>
        {tools && <div className="page-tools">{tools}</div>}
      </div>
      {children}
    </div>
  );
}

type CardProps = {
  readonly title?: string;
  readonly corner?: ReactNode;
  readonly foot?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
};

/** A card with its heading; `flush` lets a table or list reach the edges. */
export function Card({ title, corner, foot, flush = false, children }: CardProps) {
  return (
    <section className="card">
      {title && (
        <div className="card-head">
          <h2>{title}</h2>
          {corner}
        </div>
      )}
      {flush ? children : <div className="card-body">{children}</div>}
      {foot && <div className="card-foot">{foot}</div>}
    </section>
  );
}

/** Name and value in rows. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>
            <Written>{name}</Written>
          </dt>
          <dd>{typeof value === 'string' ? <Written>{value}</Written> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type Figure = { readonly name: string; readonly value: ReactNode; readonly note?: ReactNode };

/** Key figures side by side. */
export function Figures({ label, figures }: { readonly label: string; readonly figures: readonly Figure[] }) {
  return (
    <section className="card" aria-label={label}>
      <dl className="figures">
        {figures.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
            {note && <dd className="figure-note">{note}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}
