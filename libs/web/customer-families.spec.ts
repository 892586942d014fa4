import { describe, expect, it } from '@jest/globals';
import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import type { ServiceClient } from '#libs/discovery/calls/service-client';
import { currentContext, runInContext, type RequestContext } from '#libs/persistence/tenant/tenant-context';
import { pino } from 'pino';
import { CustomerFamilies } from './customer-families.js';

const MIA: RequestContext = {
  tenantId: 'acme',
  identity: { subject: 'mia', kind: 'person', permissions: ['*'], token: 'hers' },
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

/** Common-center: what is internal it answers to services only, and in a tenant's name. */
const client = {
  request: () => {
    const { tenantId, identity } = currentContext()!;
    if (identity || tenantId !== 'acme') throw new RemoteProblem('common-center', 403, 'not-permitted', 'No.');
    return Promise.resolve({ families: [['kept', 'merged']] });
  },
} as unknown as ServiceClient;

describe('by which ids a customer is known', () => {
  it('is answered also where a person looks: they may not ask it themselves', async () => {
    const families = new CustomerFamilies(client, pino({ level: 'silent' }));
    expect(await runInContext(MIA, () => families.of('merged'))).toEqual(['kept', 'merged']);
  });
});
