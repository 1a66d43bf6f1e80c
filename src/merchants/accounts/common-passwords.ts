// The commonest ones that the minimum length lets through, in lower case.
const commonest = new Set(
  `
  0123456789 1234567890 12345678910 123456789a 1234567891 12345678900 9876543210 0987654321 01234567890
  123456789123 123456789012 1234512345 123123123123 1231231234 1122334455 11223344556 112233445566 1020304050
  1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 1qaz2wsx3edc 1qaz2wsx3e zaq12wsxcde qazwsxedcrfv qazwsxedc1
  qwertyuiop qwertyuiop1 qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwerty123! qwertyqwerty qwer1234qwer
  asdfghjkl1 asdfghjkl; asdfghjkl123 asdfasdfasdf zxcvbnm123 zxcvbnm1234 123qweasdzxc 123456qwerty 12345qwert
  password12 password123 password1234 password12345 password123! password1! password01 passwordpassword
  mypassword mypassword1 mypassword123 thepassword passw0rd123 p@ssw0rd12 p@ssw0rd123 p@ssword123 pa55word123
  administrator administrator1 admin12345 admin123456 admin@1234 adminadmin adminadmin1 root123456 changeme123
  changeme1234 letmein123 letmein1234 letmein12345 welcome123 welcome1234 welcome12345 welcome123! default123
  iloveyou12 iloveyou123 iloveyou1234 iloveyou12345 football123 baseball123 basketball basketball1 basketball23
  princess123 sunshine123 superman123 spiderman123 batman12345 monkey12345 dragon12345 master12345 shadow12345
  michael123 charlie123 jessica123 computer123 internet123 starwars123 pokemon1234 whatever123
  abcdefghij abcdefghijk abcdefghijkl abcd123456 abcde12345 abcdef1234 abc1234567 abc123456789 a123456789
  aa12345678 aa123456789 a1b2c3d4e5 a1b2c3d4e5f6 test123456 testtest123 testpassword secret1234 secret12345
  googlegoogle facebook123 linkedin123 samsung123 manchester liverpool123 christopher alexander1 summer2024
  summer2025 winter2024 winter2025 spring2025 autumn2025 correcthorsebatterystaple
  `
    .trim()
    .split(/\s+/),
);

/** Whether a password is among the first that attackers try: a well-known one, or one character all along. */
export function isCommonPassword(password: string): boolean {
  const folded = password.toLowerCase();
  return commonest.has(folded) || new Set(folded).size === 1;
}
