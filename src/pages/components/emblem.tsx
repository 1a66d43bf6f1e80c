type EmblemProps = {
  /** How many of the ten places are paid and how many are held; the rest is left. */
  paid: number;
  held: number;
};

const places = Array.from({ length: 10 }, (_, index) => index);

/** Ten places, always ten, so that the buyer never learns the limit: solid is paid, hatched is held. */
export function Emblem({ paid, held }: EmblemProps) {
  return (
    <svg class="emblem" viewBox="0 0 136 27" aria-hidden="true">
      <Hatch />
      {places.map((place) => (
        <rect class={kindOf(place)} x={place * 14 + 0.5} y="0.5" width="9" height="26" rx="2" />
      ))}
    </svg>
  );

  function kindOf(place: number): string {
    if (place < paid) return 'paid';
    return place < paid + held ? 'held' : 'left';
  }
}

/** The pattern that means "held, not final" wherever it appears. */
export function Hatch() {
  return (
    <defs>
      <pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch-line" d="M1 0v4" />
      </pattern>
    </defs>
  );
}
