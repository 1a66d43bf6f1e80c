import type { ComponentChild } from 'preact';
import { Document, renderDocument } from '#platform/text/document.tsx';
import type { Translate } from '#platform/text/translate.ts';
import { Written } from '#platform/text/written.tsx';
import type { BillSum, Block, MailFrame } from './blocks.ts';

// Mail programs drop style sheets, so every element carries its own style. Colours have contrast on white, and the
// declared scheme keeps dark modes from guessing.
const styles = {
  page: 'margin:0;padding:24px 12px;background:#f4f4f2;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;color:#1c1c1a',
  sheet: 'max-width:560px;margin:0 auto;padding:28px 24px;background:#ffffff;border-radius:10px',
  brand: 'margin:0 0 20px;font-size:14px;font-weight:600;color:#55554f',
  heading: 'margin:0 0 12px;font-size:22px;line-height:1.3;font-weight:650',
  paragraph: 'margin:0 0 16px',
  note: 'margin:0 0 16px;font-size:14px;color:#55554f',
  code: 'margin:0 0 16px;padding:14px 16px;background:#f4f4f2;border-radius:8px;font:600 28px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px',
  button:
    'display:inline-block;padding:12px 20px;background:#1c1c1a;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none',
  address: 'margin:0 0 16px;font-size:13px;color:#55554f;word-break:break-all',
  table: 'width:100%;margin:0 0 16px;border-collapse:collapse',
  label: 'padding:6px 12px 6px 0;text-align:left;vertical-align:top;font-weight:400;color:#55554f',
  value: 'padding:6px 0;text-align:left;vertical-align:top',
  item: 'padding:8px 12px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid #e6e6e2;font-weight:400',
  amount:
    'padding:8px 0;text-align:right;vertical-align:top;border-bottom:1px solid #e6e6e2;white-space:nowrap',
  sumLabel: 'padding:6px 12px 6px 0;text-align:right;font-weight:400',
  sum: 'padding:6px 0;text-align:right;white-space:nowrap',
  footer: 'max-width:560px;margin:16px auto 0;font-size:13px;color:#55554f;text-align:center',
} as const;

type MailProps = {
  frame: MailFrame;
  subject: string;
  blocks: readonly Block[];
  footer: string;
  text: Translate;
};

/** The HTML part of a mail: no image, no script, nothing fetched, links to this site only. */
export function renderHtml(props: MailProps): string {
  return renderDocument(<MailDocument {...props} />);
}

function MailDocument({ frame, subject, blocks, footer, text }: MailProps) {
  return (
    <Document locale={frame.locale} title={subject} head={<meta name="color-scheme" content="light" />}>
      <div style={styles.page}>
        <div style={styles.sheet}>
          <p style={styles.brand}>{frame.platformName}</p>
          {blocks.map((block) => renderBlock(block, text))}
        </div>
        <p style={styles.footer}>{footer}</p>
      </div>
    </Document>
  );
}

function renderBlock(block: Block, text: Translate): ComponentChild {
  switch (block.kind) {
    case 'heading':
      return <h1 style={styles.heading}>{block.text}</h1>;
    case 'paragraph':
    case 'note':
    case 'code':
      return <p style={styles[block.kind]}>{block.text}</p>;
    case 'button':
      return (
        <>
          <p style={styles.paragraph}>
            <a href={block.address} style={styles.button}>
              {block.label}
            </a>
          </p>
          <p style={styles.address}>{text('mail.openAddress', { address: block.address })}</p>
        </>
      );
    case 'facts':
      return (
        <table style={styles.table}>
          {block.rows.map(({ label, value }) => (
            <tr>
              <th scope="row" style={styles.label}>
                {label}
              </th>
              <td style={styles.value}>
                <Written>{value}</Written>
              </td>
            </tr>
          ))}
        </table>
      );
    case 'bill':
      return (
        <table style={styles.table}>
          {block.lines.map(({ name, detail, amount }) => (
            <tr>
              <th scope="row" style={styles.item}>
                <Written>{name}</Written>
                <br />
                <span style={styles.note}>{detail}</span>
              </th>
              <td style={styles.amount}>{amount}</td>
            </tr>
          ))}
          {block.sums.map(renderSum)}
        </table>
      );
    default:
      return block satisfies never;
  }
}

function renderSum({ label, amount, isTotal }: BillSum): ComponentChild {
  return (
    <tr>
      <th scope="row" style={styles.sumLabel}>
        {isTotal ? <b>{label}</b> : label}
      </th>
      <td style={styles.sum}>{isTotal ? <b>{amount}</b> : amount}</td>
    </tr>
  );
}
