import type { ReactNode } from 'react';

type EmptyProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** What is worth knowing before one begins. */
  readonly lessons?: readonly (readonly [string, string])[];
  readonly art?: ReactNode;
};

/** Teaches what belongs here, the one next step, and how to try it without money. */
export function Empty({ title, children, actions, lessons, art }: EmptyProps) {
  return (
    <section className="card">
      <div className="empty">
        {art}
        <h2>{title}</h2>
        <p>{children}</p>
        {actions && <div className="row">{actions}</div>}
      </div>
      {lessons && (
        <div className="lessons">
          {lessons.map(([name, text]) => (
            <div key={name}>
              <h3>{name}</h3>
              <p>{text}</p>
            </div>
          ))}
        </div>
      )}
    </section>
  );
}

/** From product over link to payments. */
export function LinkArt() {
  return (
    <svg className="empty-art" viewBox="0 0 320 132" aria-hidden="true">
      <rect className="art-paper" x="8.5" y="26.5" width="84" height="80" rx="8" />
      <path className="art-line" d="M22 44h34M22 56h48M22 68h26" strokeWidth="3" />
      <rect className="tick-left" x="22" y="82" width="56" height="12" rx="3" />
      <path className="art-dashes" d="M98 66h22" strokeWidth="1.6" />
      <rect className="art-paper" x="126.5" y="8.5" width="68" height="116" rx="12" />
      <path className="art-line" d="M140 28h24M140 40h40M140 50h34" strokeWidth="3" />
      <path className="art-line" d="M140 72h40M140 76h40" strokeWidth="1" />
      <rect className="tick-solid" x="140" y="94" width="40" height="14" rx="4" />
      <path className="art-dashes" d="M200 66h22" strokeWidth="1.6" />
      <rect className="art-paper" x="228.5" y="26.5" width="84" height="80" rx="8" />
      <rect className="tick-solid" x="242" y="84" width="8" height="10" rx="1.5" />
      <rect className="tick-solid" x="254" y="72" width="8" height="22" rx="1.5" />
      <rect className="tick-solid" x="266" y="62" width="8" height="32" rx="1.5" />
      <rect className="tick-solid" x="278" y="66" width="8" height="28" rx="1.5" />
      <rect className="tick-held" x="290.5" y="52.5" width="7" height="41" rx="1.5" />
    </svg>
  );
}

/** A shelf with one place filled. */
export function ShelfArt() {
  return (
    <svg className="empty-art" viewBox="0 0 320 132" aria-hidden="true">
      <rect className="art-paper" x="36.5" y="22.5" width="76" height="76" rx="10" />
      <path className="art-line" d="M50 82h30M50 72h46" strokeWidth="3" />
      <rect className="tick-solid" x="50" y="36" width="48" height="26" rx="4" />
      <rect className="art-dashes" x="122.5" y="22.5" width="76" height="76" rx="10" strokeWidth="1.6" />
      <rect className="art-dashes" x="208.5" y="22.5" width="76" height="76" rx="10" strokeWidth="1.6" />
      <path className="art-line" d="M24 110h272" strokeWidth="2" />
    </svg>
  );
}

/** A receipt whose sum closes with a double rule. */
export function ReceiptArt() {
  return (
    <svg className="empty-art" viewBox="0 0 320 132" aria-hidden="true">
      <path className="art-paper" d="M112.5 8.5h95v112l-8-6-8 6-8-6-8 6-8-6-8 6-8-6-8 6-8-6-8 6-8-6-7 6z" />
      <path className="art-line" d="M128 30h40M128 42h54M128 54h32" strokeWidth="3" />
      <path className="art-line" d="M180 30h12M180 54h12" strokeWidth="3" />
      <rect className="tick-solid" x="158" y="70" width="34" height="10" rx="3" />
      <path className="art-line" d="M128 90h64M128 94h64" strokeWidth="1" />
    </svg>
  );
}

/** A statement whose entries find their payments. */
export function StatementArt() {
  return (
    <svg className="empty-art" viewBox="0 0 320 132" aria-hidden="true">
      <rect className="art-paper" x="8.5" y="20.5" width="92" height="100" rx="8" />
      <path
        className="art-line"
        d="M23 40h32M23 57h26M23 74h38M23 91h22M76 40h14M76 57h14M76 74h14M76 91h14"
        strokeWidth="3"
      />
      <path className="art-line" d="M23 107h67M23 111h67" strokeWidth="1" />
      <path className="art-dashes" d="M106 70h24" strokeWidth="1.6" />
      <rect className="art-paper" x="137.5" y="20.5" width="74" height="100" rx="8" />
      <rect className="tick-solid" x="152" y="37" width="14" height="14" rx="2" />
      <rect className="tick-held" x="152.5" y="63.5" width="13" height="13" rx="2" />
      <rect className="tick-left" x="152.5" y="89.5" width="13" height="13" rx="2" />
      <path className="art-line" d="M175 44h24M175 70h18M175 96h22" strokeWidth="3" />
      <path className="art-dashes" d="M217 70h24" strokeWidth="1.6" />
      <rect className="art-paper" x="248.5" y="8.5" width="64" height="112" rx="12" />
      <path className="art-line" d="M262 29h24M262 41h38M262 52h32" strokeWidth="3" />
      <path className="art-line" d="M262 74h38M262 78h38" strokeWidth="1" />
      <rect className="tick-solid" x="262" y="98" width="38" height="12" rx="4" />
    </svg>
  );
}
