/** Line drawings on a 16 × 16 grid. */
const drawings = {
  home: 'M2.5 7 8 2.5 13.5 7v6.5h-4v-4h-3v4h-4z',
  link: 'M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  payment: 'M2 4.5h12v7.5H2zM2 7h12M4.5 9.8h2.5',
  bank: 'M2.5 6 8 2.5 13.5 6zM4 8v4M8 8v4M12 8v4M2.5 13.8h11',
  product: 'M2.5 5 8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5 8 7.8 13.5 5M8 7.8v6',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13',
  settings: 'M2 4.5h5M11 4.5h3M2 11.5h3M9 11.5h5M9 2.8v3.4M7 9.8v3.4',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3V11M8 5v.4',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3.5 8h9',
  close: 'm4 4 8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  chevronRight: 'm6 3.5 4.5 4.5L6 12.5',
  chevronLeft: 'M10 3.5 5.5 8l4.5 4.5',
  chevronDown: 'm3.5 6 4.5 4.5L12.5 6',
  upDown: 'm5 6 3-3 3 3M5 10l3 3 3-3',
  warning: 'M8 2 14.5 13.5h-13zM8 6.3v3.4M8 11.4v.4',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.6',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.2V5M10.5 2.2V5',
  places: 'M2.5 4.5h2v7h-2zM7 4.5h2v7H7zM11.5 4.5h2v7h-2z',
  share: 'M8 9.5v-7M5 5l3-3 3 3M4.5 7.5h-1v6h9v-6h-1',
  edit: 'M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2z',
  external: 'M9.5 2.5h4v4M13.5 2.5 8 8M11.5 9v4.5h-9v-9H7',
  refund: 'M5 3 2.5 5.5 5 8M2.5 5.5h6.8a3.6 3.6 0 1 1 0 7.2H6',
  arrowUp: 'M8 13V3M4.5 6.5 8 3l3.5 3.5',
  arrowDown: 'M8 3v10M4.5 9.5 8 13l3.5-3.5',
  arrowRight: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
  key: 'M6 12.2a2.8 2.8 0 1 1 0-5.6 2.8 2.8 0 0 1 0 5.6zM8 7.5 13 2.5M11 4.5l1.8 1.8',
  lock: 'M4 7.5h8v6H4zM5.8 7.5V5.2a2.2 2.2 0 0 1 4.4 0v2.3',
  mail: 'M2 4h12v8.5H2zM2 4.5l6 4.5 6-4.5',
  signOut: 'M6.5 2.5h-4v11h4M10 5l3 3-3 3M13 8H6',
  keyboard: 'M1.5 4.5h13v7h-13zM4 7h.4M6.6 7H7M9.2 7h.4M11.8 7h.2M5 9.3h6',
  archive: 'M2 3h12v3H2zM3 6v7.5h10V6M6.5 8.5h3',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11',
  upload: 'M8 10.5v-8M4.8 5.5 8 2.3l3.2 3.2M2.5 10.5v3h11v-3',
  again: 'M13 4v3.2H9.8M12.8 7A5 5 0 1 0 13 9.5',
  restore: 'M3 4v3.2h3.2M3.2 7A5 5 0 1 1 3 9.5',
} as const;

export type IconName = keyof typeof drawings;

/** Decoration: the words beside it carry the meaning. */
export function Icon({
  name,
  size = 16,
  className,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly className?: string;
}) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <path d={drawings[name]} />
    </svg>
  );
}
