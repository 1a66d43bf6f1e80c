/** What every bank of SEPA takes in names, texts and ids. */
const allowed = /^[0-9A-Za-z/\-?:().,'+ ]*$/;

// One letter without its accents is the rule (EPC217-08); where that reads as another name, the two letters that it permits.
const latin = 'ß=ss ẞ=SS æ=ae œ=oe ø=o å=a đ=d ð=d þ=th ł=l ħ=h ı=i ĸ=k ŀ=l ŉ=n ŋ=n ŧ=t ə=a ƒ=f';
const greek =
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o';
const cyrillic =
  'а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a ь=y ' +
  'ю=yu я=ya ы=y э=e ё=e і=i ї=i є=e ґ=g ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=g ќ=k ѕ=dz ў=u';
const signs =
  "&=+ _=- ;=, [=( {=( <=( ]=) }=) >=) \"=' `=' ´=' ‘=' ’=' ‚=, “=' ”=' „=' «=' »=' –=- —=- ‐=- ‑=- …=. €=EUR";

const conversions = new Map(
  `${latin} ${greek} ${cyrillic} ${signs}`.split(' ').map((pair) => [pair[0] ?? '', pair.slice(2)]),
);

/**
 * A name or text in the characters that every bank of SEPA takes, at most `longest` of them. Letters lose their accents; Greek and
 * Cyrillic ones are spelled in Latin; signs become what looks like them, or a space. `undefined` when a letter has no such
 * spelling (Arabic, Chinese), because what were left would be somebody else's name.
 */
export function inSepaCharacters(text: string, longest: number): string | undefined {
  let folded = '';
  for (const character of text.normalize('NFC')) {
    const written = convert(character);
    if (written === undefined) return undefined;
    folded += written;
  }
  // A slash at the beginning and two in a row mean something to the systems of banks.
  const tidy = folded
    .replace(/\/{2,}/g, '/')
    .replace(/ +/g, ' ')
    .replace(/^[ /]+/, '');
  return tidy.slice(0, longest).trim();
}

/** Whether a text can be an id in a payment file: 1 to 35 characters of SEPA, and no slash where slashes mean something. */
export function isSepaId(text: string): boolean {
  return text.length >= 1 && text.length <= 35 && allowed.test(text) && !/^[ /]|\/\/|[ /]$/.test(text);
}

function convert(character: string): string | undefined {
  if (allowed.test(character)) return character;
  const lower = character.toLowerCase();
  const exact = conversions.get(character);
  if (exact !== undefined) return exact;
  const known = conversions.get(lower);
  if (known !== undefined) return capital(known);
  // й and its like are letters of their own, and have been looked up before their marks are taken away.
  const bare = character.normalize('NFKD').replace(/\p{M}+/gu, '');
  if (bare !== character && bare !== '') return convertAll(bare);
  return /\p{L}/u.test(character) ? undefined : /\p{M}|\p{Cf}/u.test(character) ? '' : ' ';
}

function convertAll(text: string): string | undefined {
  const written = [...text].map(convert);
  return written.includes(undefined) ? undefined : written.join('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
