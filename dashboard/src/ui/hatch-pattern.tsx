/** The pattern behind every hatched shape; it stands once in the page. */
export function HatchPattern() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="screen-reader">
      <defs>
        <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="hatch-line" x1="1" y1="0" x2="1" y2="4" strokeWidth="1.7" />
        </pattern>
      </defs>
    </svg>
  );
}
