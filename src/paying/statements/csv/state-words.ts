import { foldCell } from './fold-cell.ts';

/** `open` is whatever is no money: not booked yet, refused, or taken back before it was booked. */
export type EntryState = 'booked' | 'open';

/** Beginnings of words in the languages of the euro area, folded. */
const openWords = [
  // English, German, Dutch
  'pending|unbooked|unposted|processing|in progress|in process|scheduled|awaiting|upcoming|on hold|authori[sz]ed|reserved',
  'vorgemerk|vormerk|vorgemeldet|ausstehend|in bearbeitung|in verarbeitung|ungebucht|offen\\b|geplant|angekundigt|schwebend',
  'in behandeling|openstaand|gereserveerd|reservering|lopend|voorlopig|gepland|in afwachting|te verwerken',
  // French, Spanish, Italian, Portuguese
  'en attente|en cours|a venir|a comptabiliser|previsionnel|differe|en traitement|autorise',
  'pendiente|en curso|en proceso|retenid|retencion|por contabilizar|provisional|previst[oa]|autorizad',
  'in attesa|in sospeso|da contabilizzare|in corso|in elaborazione|prenotat|autorizzat|previst[oi]',
  'pendente|em curso|em processamento|por contabilizar|cativ|a aguardar|aguarda|agendad',
  // Finnish, Swedish, Estonian, Latvian, Lithuanian
  'odotta|varaus|kasittelyssa|katevaraus|kesken|tuleva|vahvistamat|erapaiv',
  'vantande|vantar|reserver|reservation|preliminar|kommande|obokfor|under behandling|planera',
  'ootel|broneeri|tootlemisel|reserveeri|kinnitama|pooleli',
  'gaida|rezerv|apstrade|neizpildit|neapstrad|nepabeigt',
  'laukia|rezervuot|vykdoma|apdorojama|neivykd|neuzbaigt',
  // Slovak, Slovenian, Croatian, Polish
  'cakaj|nezauctovan|spracovava|rezervovan|rezervacia|blokaci|nevykonan|nerealizovan',
  'v obdelavi|caka|v cakanju|rezerviran|rezervacij|neproknjizen|neknjizen|nerealiziran|napovedan',
  'na cekanju|u obradi|neizvrsen|neproveden|najavljen',
  'oczekuj|nierozliczon|niezaksiegowan|w trakcie|w toku|blokad|zablokowan',
  // Greek, Bulgarian, Maltese, Irish
  'εκκρεμ|σε εκκρεμοτητα|δεσμευ|σε επεξεργασια|αναμον|προς εκτελεση|μη ',
  'чакащ|изчакв|блокиран|неосчетоводен|в обработка|неизпълнен|резервиран',
  'pendenti|ar feitheamh',
  // What was refused, or taken back before it was booked
  'cancel|declin|failed|revert|reject|refused|expired|voided|storniert|abgelehnt|abgebrochen|fehlgeschlagen|zuruckgewiesen',
  'geannuleerd|afgewezen|geweigerd|mislukt|annule|rejete|refuse|echoue|rechazad|anulad|cancelad|annullat|rifiutat|rejeitad',
  'hylatty|peruttu|peruutettu|avvisad|makulerad|tagasi lukatud|tuhistatud|atcelt|noraidit|atsaukt|atmest|zrusen|zamietnut|preklican|zavrnjen|odbijen|otkazan|ponisten|odrzucon|anulowan|ακυρ|απορριφ|отказан|анулиран|отхвърлен',
];

const bookedWords = [
  'booked|posted|completed|cleared|settled|executed|processed|confirmed|accounted',
  'gebucht|verbucht|umsatz gebucht|ausgefuhrt|abgeschlossen|durchgefuhrt|erledigt',
  'geboekt|verwerkt|uitgevoerd|voltooid|afgerond',
  'comptabilise|execute|passe\\b|passee\\b|valide|effectue|termine|traite',
  'contabilizad|realizad|ejecutad|completad|liquidad|confirmad|asentad|efectuad|consolidad',
  'contabilizzat|eseguit|completat|registrat|confermat|effettuat',
  'concluid|efetuad|executad|lancad',
  'kirjattu|toteutu|suoritettu|maksettu|valmis|vahvistettu|kasitelty',
  'bokfor|bokad|genomfor|utford|slutfor|avslutad',
  'kirjendatud|teostatud|taidetud|lopetatud|toodeldud|kinnitatud|sooritatud',
  'izpildit|gramatot|iegramatot|apstradat|pabeigt',
  'ivykdyt|uzbaigt|irasyt|atlikt|apdorot|iskaityt',
  'zauctovan|vykonan|realizovan|spracovan|dokoncen',
  'knjizen|proknjizen|izveden|realiziran|obdelan|poravnan',
  'izvrsen|proveden|zakljucen',
  'zaksiegowan|rozliczon|wykonan|zrealizowan|zakonczon',
  'λογιστικοποι|ολοκληρ|εκτελεσ|καταχωρ|διεκπεραιω',
  'осчетоводен|изпълнен|завършен|приключен',
  'ibbukkjat',
];

const beginsWord = (words: readonly string[]) => new RegExp(`(?<!\\p{L})(?:${words.join('|')})`, 'u');
const isOpen = beginsWord(openWords);
const isBooked = beginsWord(bookedWords);
/** What turns a word for booked into its contrary. */
const negation =
  /(?<!\p{L})(?:not|non|no|nicht|niet|ne|nao|pas|ei|ej|inte|icke|nav|nie|ni|nije|mitte|dar ne|δεν|μη|не)(?!\p{L})/u;

const longestState = 60;

/** What a cell says of the state of its row, if it is a word for one; whatever the column is called. */
export function stateOf(cell: string): EntryState | undefined {
  const text = foldCell(cell.slice(0, longestState + 1));
  if (text === '' || text.length > longestState || /\d/.test(text)) return undefined;
  if (isOpen.test(text)) return 'open';
  if (!isBooked.test(text)) return undefined;
  return negation.test(text) ? 'open' : 'booked';
}
