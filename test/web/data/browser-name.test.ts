import { expect, test } from 'vitest';
import { browserName, isPhone } from '../../../web/data/browser-name.ts';

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0';

test.each([
  [`Mozilla/5.0 (X11; Linux x86_64) ${chrome} Safari/537.36`, 'Chrome on Linux'],
  [`Mozilla/5.0 (Windows NT 10.0) ${chrome} Safari/537.36 Edg/140.0`, 'Edge on Windows'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown browser'],
  [
    '<script>alert(1)</script> and much more text than anybody reads',
    '<script>alert(1)</script> and much more ',
  ],
])('%s is called %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});

test('a telephone is one', () => {
  expect(isPhone('Mozilla/5.0 (Linux; Android 15; Pixel 9) Mobile Safari')).toBe(true);
  expect(isPhone('Mozilla/5.0 (X11; Linux x86_64)')).toBe(false);
});
