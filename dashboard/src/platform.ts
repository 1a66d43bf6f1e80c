/** The brand of this installation; the server writes it into the page. */
export const platformName: string =
  document.querySelector<HTMLMetaElement>('meta[name="platform-name"]')?.content || 'Dashboard';

/** Whether this installation sends mails; without a mail server they are kept in its mailbox. */
export const sendsMails: boolean =
  document.querySelector<HTMLMetaElement>('meta[name="mail-delivery"]')?.content === 'sent';
