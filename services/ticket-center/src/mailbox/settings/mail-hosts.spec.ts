import { describe, expect, it } from '@jest/globals';
import { MailLimits } from '#libs/contracts/settings/mail';
import { fixed } from '#libs/discovery/config/live-value';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { OpenedNetworks, OutsideAddresses } from '#libs/web/outside/outside-address';
import { MailHosts } from './mail-hosts.js';

const opened = OpenedNetworks.parse({ tenants: { globex: ['127.0.0.1/32'] } });
const addressOf = (host: string, innerHosts: string[] = [], tenant = 'acme') =>
  runAsTenant(tenant, () =>
    new MailHosts(fixed(MailLimits.parse({ innerHosts })), new OutsideAddresses(fixed(opened))).addressOf(host),
  );

describe('where mail servers may be', () => {
  it.each(['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:10.0.0.1', 'localhost', 'nowhere.invalid'])(
    '%s is refused like one that is not there',
    async (host) => {
      await expect(addressOf(host)).rejects.toMatchObject({ name: 'MailFailure', reason: 'unreachable' });
    },
  );

  it('an address outside is that address', async () => {
    expect(await addressOf('8.8.8.8')).toBe('8.8.8.8');
  });

  it('an inner host is spoken to where the operator names it, or has opened its network to the tenant', async () => {
    expect(await addressOf('127.0.0.1', ['127.0.0.1'])).toBe('127.0.0.1');
    expect(await addressOf('localhost', ['localhost'])).toMatch(/^(127\.0\.0\.1|::1)$/);
    expect(await addressOf('127.0.0.1', [], 'globex')).toBe('127.0.0.1');
    await expect(addressOf('127.0.0.2', ['127.0.0.1'], 'globex')).rejects.toMatchObject({ reason: 'unreachable' });
  });
});
