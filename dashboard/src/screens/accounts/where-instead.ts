/** Whoever cannot sign in cannot read the mailbox either, so the operator prints the mail. */
export const whereInstead =
  'No mail server is set here, so the mail stays on the server: whoever runs it prints it with “mail show” and the address, at the command line.';
