import { expect, test } from 'vitest';
import { defaultSettings, environmentName, parseSettings } from '../../node-agent/settings.ts';

const file = (content: unknown) => ({ text: JSON.stringify(content), name: 'agent.json' });

test('without a file and variables there are the defaults', () => {
  expect(parseSettings(undefined)).toEqual(defaultSettings);
});

test('every setting has a variable, and it wins over the file', () => {
  const settings = parseSettings(
    file({ root: '/file', maxBuilds: 1, portRange: [30_000, 30_100] }),
    {
      VPSPILOT_AGENT_ROOT: '/variable',
      VPSPILOT_AGENT_HTTPS_PORT: '0',
      VPSPILOT_AGENT_PORT_RANGE: '21000-21999',
      VPSPILOT_AGENT_STOP_APPS_ON_EXIT: 'true',
      VPSPILOT_AGENT_TIME_LIMITS: 'build=3600, test=60',
      VPSPILOT_AGENT_CONFIG: '/etc/agent.json',
      PATH: '/bin',
    },
  );
  expect(settings).toMatchObject({
    root: '/variable',
    maxBuilds: 1,
    httpsPort: 0,
    portRange: [21_000, 21_999],
    stopAppsOnExit: true,
    timeLimits: { build: 3600, test: 60 },
  });
  expect(environmentName('caddyAdmin')).toBe('VPSPILOT_AGENT_CADDY_ADMIN');
});

test.each([
  [file({ stateDirectroy: '/x' }), {}, 'stateDirectory'],
  [undefined, { VPSPILOT_AGENT_MAX_BUILD: '2' }, 'VPSPILOT_AGENT_MAX_BUILDS'],
])('an unknown setting is refused with the nearest one', (given, environment, nearest) => {
  expect(() => parseSettings(given, environment)).toThrow(
    expect.objectContaining({ code: 'settings_invalid', hint: `Did you mean ${nearest}?` }),
  );
});

test.each([
  [
    file({ maxBuilds: 0 }),
    {},
    'maxBuilds in agent.json must be a whole number from 1 to 64, but is 0',
  ],
  [file({ timeLimits: { biuld: 1 } }), {}, 'timeLimits in agent.json must be whole seconds'],
  [file({ root: 'relative' }), {}, 'must be an absolute path'],
  [file({ serviceManager: 'openrc' }), {}, 'one of auto, systemd, process'],
  [file({ portRange: [2, 1] }), {}, 'the lower one first'],
  [
    undefined,
    { VPSPILOT_AGENT_STOP_APPS_ON_EXIT: 'perhaps' },
    'VPSPILOT_AGENT_STOP_APPS_ON_EXIT must be a boolean',
  ],
  [file({ httpPort: 443 }), {}, 'httpPort and httpsPort are both 443'],
  [file({ httpPort: 20_500 }), {}, 'lies within portRange'],
  [file([]), {}, 'one JSON object'],
  [{ text: '{', name: 'agent.json' }, {}, 'agent.json is not valid JSON'],
])('%j %j is refused', (given, environment, message) => {
  expect(() => parseSettings(given, environment)).toThrow(message);
});
