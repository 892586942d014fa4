import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startForTest } from '#libs/testing/service-in-test';
import { services } from '../../services/suite/src/services.js';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { Meter } from '../api/meter.js';
import { Guidelines } from './guidelines.js';
import { importSops } from './import-sops.js';
import { sopsOf } from './sops-of.js';

const path = join(import.meta.dirname, '../../../shared/data/sop/abcd-guidelines.json');
const action = (button: string, text: string, ...subtext: string[]) => ({ type: 'interaction', button, text, subtext });

const GUIDELINES = Guidelines.parse({
  Orders: {
    description: 'late, lost',
    subflows: {
      'Late Parcel': {
        instructions: ['Be kind.'],
        actions: [
          action('Validate Purchase', 'Validate', 'or use the Recover Username subflow'),
          action('Ask the Oracle', 'Ask', 'If it is our mistake (Oracle says Yes), skip the next step'),
          action('Membership Privileges', 'If No', 'Guest: apologize and [End Conversation]'),
          action('Offer Refund', 'Offer'),
        ],
      },
      'Recover Username': { instructions: [], actions: [action('N/A', 'Say it')] },
    },
  },
});

describe('a guideline as a SOP', () => {
  const sops = sopsOf(GUIDELINES);
  const steps = new Map(sops[1]!.content.steps.map((step) => [step.id, step]));

  it('comes after the one it calls', () => {
    expect(sops.map(({ name }) => name)).toEqual(['recover-username', 'late-parcel']);
    expect(sops[1]!.content.keywords).toEqual(['Orders', 'late', 'lost']);
  });

  it('calls another and comes back, skips what a yes makes needless, and ends early', () => {
    expect(steps.get('1-validate-purchase')).toMatchObject({
      ways: [{ to: '1-validate-purchase-recover-username', when: 'usernameKnown = false' }, { to: '2-ask-the-oracle' }],
    });
    expect(steps.get('1-validate-purchase-recover-username')).toMatchObject({
      ...{ kind: 'call', sop: 'recover-username', ways: [{ to: '1-validate-purchase' }] },
    });
    expect(steps.get('2-ask-the-oracle')).toMatchObject({
      ways: [{ to: '4-offer-refund', when: 'oracle = "Yes"' }, {}],
    });
    expect(steps.get('3-membership-privileges')).toMatchObject({
      ...{ personChooses: true, ways: [{ to: 'stopped' }, { label: 'It does not apply' }, { when: null }] },
    });
  });
});

describe('the import', () => {
  const given = existsSync(path) ? it : it.skip;

  given(`publishes all 55 procedures, once however often it is run (${path})`, async () => {
    const service = await startForTest(services.find(({ name }) => name === 'ticket-center')!);
    const meter = new Meter();
    const door = new HttpDoor(service.running.url, 'acme.localhost', meter);
    try {
      const caller = new Caller(door, meter).as(await service.token({}, '*'));
      const sops = sopsOf(Guidelines.parse(JSON.parse(readFileSync(path, 'utf8'))));
      expect((await importSops(caller, sops, 'olga')).made).toHaveLength(55);
      const again = await importSops(caller, sops, 'olga');
      expect([again.made, again.renewed, again.unchanged.length]).toEqual([[], [], 55]);
      const changed = sops.map((sop) => (sop.name === 'status-quantity' ? { ...sop, title: 'Quantity' } : sop));
      expect((await importSops(caller, changed, 'olga')).renewed).toEqual(['status-quantity']);
    } finally {
      await door.close();
      await service.stop();
    }
  });
});
