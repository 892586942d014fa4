import { describe, expect, it } from '@jest/globals';
import { fixed } from '#libs/discovery/live-value';
import { MailHosts } from './mail-hosts.js';
import { MailLimits } from '#libs/contracts/settings/mail';

const hosts = (innerHosts: string[] = []) => new MailHosts(fixed(MailLimits.parse({ innerHosts })));

describe('where mail servers may be', () => {
  it.each([
    ...[
      '127.0.0.1',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
    ],
    ...[
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:10.0.0.1',
      'fe80::1',
      'fd00::1',
      'ff02::1',
    ],
    ...['64:ff9b::7f00:1', '2002:7f00:1::'],
  ])('%s is inside', (address) => {
    expect(hosts().isInner(address)).toBe(true);
  });

  it.each(['8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is outside', (address) => {
    expect(hosts().isInner(address)).toBe(false);
  });

  it('an inner host is refused like one that is not there, unless the operator names it', async () => {
    const refused = { name: 'MailFailure', reason: 'unreachable' };
    await expect(hosts().addressOf('127.0.0.1')).rejects.toMatchObject(refused);
    await expect(hosts().addressOf('localhost')).rejects.toMatchObject(refused);
    await expect(hosts().addressOf('nowhere.invalid')).rejects.toMatchObject(refused);
    expect(await hosts(['127.0.0.1']).addressOf('127.0.0.1')).toBe('127.0.0.1');
    expect(await hosts(['localhost']).addressOf('localhost')).toMatch(/^(127\.0\.0\.1|::1)$/);
  });
});
