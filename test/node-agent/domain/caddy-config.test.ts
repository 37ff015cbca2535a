import { expect, test } from 'vitest';
import { caddyServers } from '../../../node-agent/domain/caddy-config.ts';

function project(id: number, domains: string[]) {
  return {
    project: { id, slug: `app${id}`, domains },
    folders: { current: `/opt/vpspilot/projects/current/project-${id}` },
  };
}

const ports = { httpPort: 80, httpsPort: 443 };

test('a deployment is not in the configuration: no release number, no port', () => {
  const text = JSON.stringify(caddyServers([project(1, ['a.localhost'])], ports));
  expect(text).toContain('/projects/current/project-1/route');
  expect(text).not.toMatch(/releases\/|dial":"127\.0\.0\.1:\d/);
});

test('the order of the projects changes nothing', () => {
  const [one, two] = [project(1, ['a.localhost']), project(2, ['b.localhost'])];
  expect(caddyServers([two, one], ports)).toEqual(caddyServers([one, two], ports));
});

test.each([
  ['shop.example.org', true],
  ['shop.localhost', false],
  ['localhost', false],
  ['box.local', false],
  ['10.0.0.7', false],
  ['notlocalhost', true],
])('%s is served with HTTPS: %s', (domain, isSecure) => {
  const { vpspilot, vpspilot_https: secure } = caddyServers([project(1, [domain])], ports);
  expect(JSON.stringify(secure ?? {}).includes(`"${domain}"`)).toBe(isSecure);
  expect(JSON.stringify(vpspilot).includes(`"${domain}"`)).toBe(!isSecure);
});

test('without an HTTPS port everything is plain', () => {
  const servers = caddyServers([project(1, ['shop.example.org'])], { ...ports, httpsPort: 0 });
  expect(servers['vpspilot_https']).toBeUndefined();
  expect(JSON.stringify(servers['vpspilot'])).toContain('shop.example.org');
});

test('a project without domains has no route', () => {
  expect(JSON.stringify(caddyServers([project(1, [])], ports))).not.toContain('project-1');
});
