import { expect, test } from 'vitest';
import { portNotOpened } from '../../../node-agent/domain/port-not-opened.ts';

test.each([
  [[], 'on no port at all', 'PORT (20001 now)'],
  [['127.0.0.1:3000'], 'It listens on 127.0.0.1:3000', 'set start.port to 3000'],
  [['[::1]:3000', '0.0.0.0:9229'], 'It listens on [::1]:3000, 0.0.0.0:9229', 'start.port to 3000'],
  [['10.0.0.5:20001'], 'It listens on 10.0.0.5:20001', 'wrong address'],
])('%j', (addresses, message, hint) => {
  expect(portNotOpened('Not healthy after 60 s', 20_001, addresses)).toMatchObject({
    code: 'port_not_opened',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});
