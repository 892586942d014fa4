import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSqlite, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { callCenter } from '../../src/service.js';
import { TelephonyDesk } from './telephony-desk.js';

type Step = readonly [
  what: 'call' | 'hang-up' | 'dial' | 'transfer' | 'wait' | 'cut' | 'mend' | 'deafen' | 'hear',
  n: number,
];

const steps = fc.array(
  fc.tuple(
    fc
      .constantFrom(...(['call', 'call', 'hang-up', 'dial', 'dial', 'transfer', 'wait'] as const))
      .chain((what) =>
        fc.oneof(
          { weight: 5, arbitrary: fc.constant(what) },
          { weight: 2, arbitrary: fc.constantFrom(...(['cut', 'mend', 'deafen', 'hear'] as const)) },
        ),
      ),
    fc.nat(9),
  ),
  { minLength: 10, maxLength: 40 },
);

describe('calls through cuts and deaf hours, whatever happens', () => {
  let engine: Engine;
  let start = Date.parse('2026-11-23T09:00:00Z');

  beforeAll(async () => {
    engine = await openSqlite(withServiceTables(callCenter.database), ['acme', 'platform']);
  });
  afterAll(() => engine.dispose());

  /** What is refused is refused: that is the storm. */
  async function take([what, n]: Step, desk: TelephonyDesk): Promise<void> {
    const live = await desk.live();
    const one = live[n % Math.max(1, live.length)];
    const customer = live.filter(({ role }) => role === 'customer')[n % 3];
    const agent = live.find(({ role, contactId }) => role === 'agent' && contactId === customer?.contactId);
    const whom = customer && {
      bridgesTo: customer.id,
      ...(what === 'transfer' && agent ? { releases: agent.id } : {}),
    };
    if (what === 'call') await desk.caller();
    if (what === 'hang-up' && one) await desk.hangUp(one.id);
    if ((what === 'dial' || what === 'transfer') && whom) await desk.dial(customer.contactId, `agent-${n}`, whom);
    if (what === 'wait') await desk.passes(n * 500);
    if (what === 'cut') desk.theSwitch.cut();
    if (what === 'mend') desk.theSwitch.mend();
    if (what === 'deafen') desk.deafen();
    if (what === 'hear') desk.hearAgain();
  }

  it('are after one reconciliation what the switch says; nobody is left on the line, nobody is left waiting', async () => {
    const property = fc.asyncProperty(steps, async (storm) => {
      const clock = new FakeClock(new Date((start += 3_600_000)).toISOString());
      const desk = await TelephonyDesk.over(engine.database, clock);
      await desk.reconcile();
      for (const step of storm) await take(step, desk).catch(() => undefined);
      desk.theSwitch.mend();
      desk.hearAgain();
      await desk.passes(31_000);
      await desk.reconcile();

      const live = await desk.live();
      const truth = await desk.theSwitch.calls();
      expect(live.map(({ id, state, peerId }) => ({ id, state, peerId })).toSorted(byId)).toEqual(
        truth.map(({ callId: id, state, peerId }) => ({ id, state, peerId })).toSorted(byId),
      );
      const served = new Set(live.filter(({ role }) => role === 'customer').map(({ contactId }) => contactId));
      expect(live.filter(({ contactId }) => !served.has(contactId))).toEqual([]);
      for (const { id, status } of await desk.contacts())
        expect([id, status === 'ended']).toEqual([id, !served.has(id)]);
    });
    await fc.assert(property, { seed: 20261129, numRuns: 25 });
  }, 60_000);
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
