import { describe, expect, it } from 'vitest';
import { managedFilesOf } from '../../../src-main/node/nodeMachine.ts';
import { proxyByRules, proxyOfAnswer, rulesFromEnvironment } from '../../../src-main/node/proxyChoice.ts';

describe('rules', () => {
  const noProxy = ['direct.edu', '.lab.edu', '*.inside.edu', 'odd.edu:8443'];
  const rules = { http: 'http://plain:1', https: 'http://tls:2', noProxy };
  it.each([
    ['https://a.org/', 'http://tls:2'],
    ['http://a.org/', 'http://plain:1'],
    ['https://direct.edu/', null],
    ['https://a.direct.edu/', 'http://tls:2'],
    ['https://lab.edu/', null],
    ['https://a.b.lab.edu/', null],
    ['https://notlab.edu/', 'http://tls:2'],
    ['https://x.inside.edu/', null],
    ['https://odd.edu:8443/', null],
    ['https://odd.edu/', 'http://tls:2'],
    ['http://127.0.0.1:80/', null],
    ['http://127.8.8.8/', null],
    ['http://localhost:3000/', null],
    ['http://[::1]/', null],
  ])('%s goes through %s', (url, proxy) => expect(proxyByRules(rules, new URL(url))).toBe(proxy));

  it('let everything past for a star', () =>
    expect(proxyByRules({ ...rules, noProxy: ['*'] }, new URL('https://a.org/'))).toBeNull());
});

it('are read from the environment, lower case first', () => {
  const environment = { https_proxy: 'p:1', HTTPS_PROXY: 'http://q:2', ALL_PROXY: 'http://all:3', NO_PROXY: 'a, b c' };
  expect(rulesFromEnvironment(environment)).toEqual({
    ...{ http: 'http://all:3', https: 'http://p:1', noProxy: ['a', 'b', 'c'] },
  });
  expect(rulesFromEnvironment({})).toEqual({ http: null, https: null, noProxy: [] });
});

it.each([
  ['DIRECT', null],
  ['', null],
  ['PROXY a:3128; DIRECT', 'http://a:3128'],
  ['HTTPS a:443', 'https://a:443'],
  ['SOCKS5 a:1080', 'socks://a:1080'],
])('the system’s answer %j', (answer, proxy) => expect(proxyOfAnswer(answer)).toBe(proxy));

it.each([
  ['linux', {}, null, ['/etc/portolan/settings.json']],
  ['linux', {}, '/opt/Portolan', ['/etc/portolan/settings.json', '/opt/Portolan/settings.json']],
  ['darwin', {}, null, ['/Library/Application Support/Portolan/settings.json']],
  ['win32', { ProgramData: 'D:\\Data' }, null, ['D:\\Data\\Portolan\\settings.json']],
  ['linux', { PORTOLAN_MANAGED_SETTINGS: '/x.json' }, null, ['/etc/portolan/settings.json', '/x.json']],
] as const)('an administrator’s file on %s', (platform, environment, beside, files) =>
  expect(managedFilesOf(environment, beside, platform)).toEqual(files),
);
