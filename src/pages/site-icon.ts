export const siteIconAddress = '/favicon.svg';

/** Three places of the emblem: one paid, one held, one left. */
export const siteIcon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <title>Places: paid, held, left</title>
  <defs>
    <pattern id="held" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path d="M1 0v4" stroke="#5b6fe6" stroke-width="1.8"/>
    </pattern>
  </defs>
  <rect x="4" y="4" width="7" height="24" rx="2" fill="#5b6fe6"/>
  <rect x="13" y="4.5" width="6" height="23" rx="2" fill="url(#held)" stroke="#5b6fe6"/>
  <rect x="21.5" y="4.5" width="6" height="23" rx="2" fill="none" stroke="#8d8980"/>
</svg>
`;
