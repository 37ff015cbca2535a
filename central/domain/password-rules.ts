import { UserError } from '../../lib/user-error.ts';

/** Long beats odd: no rules about kinds of characters. */
const lengthMin = 12;
const lengthMax = 200;

/** The commonest of twelve characters and more, and what people type to please a rule. */
const common = new Set([
  ...['123456789012', '1234567890123', '12345678901234', '123456789123', '012345678901'],
  ...['1234567890ab', '1234567890qwe', 'password1234', 'password12345', 'password123!'],
  ...['passwordpassword', 'mypassword123', 'administrator', 'administrator1', 'adminadminadmin'],
  ...['admin1234567', 'changemechangeme', 'changeme1234', 'changeme12345', 'letmeinletmein'],
  ...['letmein12345', 'welcome12345', 'welcome123456', 'qwertyuiop12', 'qwertyuiop123'],
  ...['qwertyuiop1234', 'qwerty123456', 'qwertyqwerty', 'qwerty1234567', 'qwertyuiopasdf'],
  ...['1q2w3e4r5t6y', '1qaz2wsx3edc', 'zaq12wsxcde3', 'asdfghjkl123', 'zxcvbnm12345'],
  ...['iloveyou1234', 'iloveyouiloveyou', 'abcdefghijkl', 'abcd12345678', 'abc123abc123'],
  ...['secretsecret', 'supersecret123', 'testtesttest', 'test12345678', 'rootrootroot'],
  ...['correcthorsebatterystaple', 'thisisapassword', 'vpspilotvpspilot', 'vpspilot1234'],
]);

/** Refuses passwords that are tried first. @throws UserError password_weak */
export function assertPassword(password: string, whose: { email: string; name: string }): void {
  const length = [...password].length;
  if (length < lengthMin || length > lengthMax) {
    throw weak(`A password has ${lengthMin} to ${lengthMax} characters; this one has ${length}`);
  }
  const plain = password.toLowerCase();
  const [local = '', domain = ''] = whose.email.toLowerCase().split('@');
  const own = [whose.email.toLowerCase(), whose.name.toLowerCase(), local, domain];
  const rest = own
    .filter((word) => word.length >= 4)
    .reduce((left, word) => left.replaceAll(word, ''), plain);
  if (rest.length < plain.length && rest.length < 6)
    throw weak('A password may not be little more than the name or the e-mail address');
  if (common.has(plain) || /^(.{1,3})\1+.?.?$/s.test(plain))
    throw weak('This password is one of those that are tried first');
}

/** Lower-cased, without spaces around. @throws UserError email_invalid */
export function emailFrom(text: string): string {
  const email = text.trim().toLowerCase();
  // Two mail servers agree on no more than this, and nothing is sent to prove it.
  if (/^[^\s@:<>"(),;\\]{1,64}@[^\s@:<>"(),;\\]{1,190}$/.test(email)) return email;
  throw new UserError('email_invalid', `'${email.slice(0, 100)}' is no e-mail address`, {
    hint: 'It looks like ada@example.org',
  });
}

function weak(message: string): UserError {
  return new UserError('password_weak', message, {
    hint: 'Four or five words that do not belong together are good and easy to type',
  });
}
