import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { createLogger } from '#libs/observability/logger';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { PERSONAL_KINDS, type PersonalKind } from '#libs/personal-data/masking/personal-kind';
import { personal } from '#libs/personal-data/personal';
import { runAsTenant, type Identity } from '#libs/persistence/tenant/tenant-context';
import { PersonalBoundary } from './personal-boundary.js';

const PERSON = z.object({ phone: personal('phone', z.string()), born: personal('hidden', z.string()) });
const LI = { phone: '13800138000', born: '1949-12-31' };

async function boundaryOf(always: PersonalKind[]): Promise<PersonalBoundary> {
  const centre = new FileConfigCentre(undefined, createLogger({ service: 'test', level: 'fatal' }));
  const policies = new MaskingPolicies(centre);
  await policies.say('acme', { rules: {}, always });
  return new PersonalBoundary(policies, new AccessBlocks(centre));
}

function somebody(kind: Identity['kind'], ...permissions: string[]): Identity {
  return { subject: 'li', kind, permissions };
}

async function shown(always: PersonalKind[], identity: Identity) {
  const boundary = await boundaryOf(always);
  return runAsTenant('acme', () => Promise.resolve(boundary.shownTo(identity, PERSON, LI)));
}

describe('what the tenant wants masked always', () => {
  it.each(['person', 'client'] as const)('is a mask for a %s who may see everything', async (kind) => {
    expect(await shown(['phone'], somebody(kind, '*'))).toMatchObject({ phone: '138****8000' });
    expect(await shown(['email'], somebody(kind, '*'))).toMatchObject({ phone: LI.phone });
  });

  it('is clear among the services, and for visitors in what is theirs', async () => {
    expect(await shown(['phone'], somebody('service'))).toEqual(LI);
    expect(await shown(['phone'], somebody('visitor'))).toMatchObject({ phone: LI.phone });
  });
});

describe('what nobody is ever shown', () => {
  it.each([
    ['person', '*'],
    ['person', 'personal:*'],
    ['person', 'personal:hidden'],
    ['client', '*'],
    ['visitor', '*'],
  ] as const)('is stars for a %s with %s', async (kind, permission) => {
    expect(await shown([], somebody(kind, permission))).toMatchObject({ born: '****' });
  });

  it('is not among what somebody sees', async () => {
    const boundary = await boundaryOf([]);
    const seen = await runAsTenant('acme', () => Promise.resolve(boundary.seen(somebody('person', '*'))));
    expect(seen).toEqual(PERSONAL_KINDS.filter((kind) => kind !== 'hidden'));
  });
});
