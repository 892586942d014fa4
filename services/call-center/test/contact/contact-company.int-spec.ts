import { afterEach, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#libs/kernel/id';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { callCenter } from '../../src/service.js';
import { ALane, setUp, TENANT } from '../routing/a-lane.js';
import { aStep, CompanyDay } from './contact-company-day.js';

onEachEngine('a contact with several on it', (open) => {
  const clock = new FakeClock();
  let engine: Engine;

  beforeEach(async () => {
    engine = await open(withServiceTables(callCenter.database), [TENANT]);
  });
  afterEach(() => engine.dispose());

  const by = (id: string) => ({ id, forOthers: false });

  /** Ada has a call, bea and cid are ready. */
  async function aCall(): Promise<{ lane: ALane; contactId: string }> {
    await setUp(engine.database, clock, { calls: { callback: { retrySeconds: 60, from: '00:00', to: '24:00' } } });
    const lane = new ALane(engine.database, clock);
    await lane.agent('ada');
    const contactId = await lane.call('calls');
    await lane.accept(contactId, 'ada');
    for (const id of ['bea', 'cid']) await lane.agent(id);
    return { lane, contactId };
  }
  const consult = (lane: ALane, contactId: string) =>
    lane.does({
      ...{ type: 'colleague-asked', contactId, by: by('ada') },
      wish: { id: newId(clock.now()), kind: 'consult', to: { agentId: 'bea', waitSeconds: 30 } },
    });
  const seen = async (lane: ALane) => {
    const [{ status, agentId, course }] = (await lane.contacts()) as [Awaited<ReturnType<ALane['contacts']>>[0]];
    return { status, agentId, with: (course?.participants ?? []).map((each) => each.agentId) };
  };

  it('is consulted about, handed over, taken over and over, and routing restarts in between', async () => {
    const { lane, contactId } = await aCall();
    await consult(lane, contactId);
    await lane.accept(contactId, 'bea');
    const restarted = new ALane(engine.database, clock);
    await restarted.does({ type: 'consultation-over', contactId, as: 'completed', by: by('ada') });
    expect(await seen(restarted)).toEqual({ status: 'in-progress', agentId: 'bea', with: [] });
    await restarted.does({ type: 'contact-taken-over', contactId, supervisorId: 'cid' });
    expect(await seen(restarted)).toEqual({ status: 'in-progress', agentId: 'cid', with: [] });
    await restarted.end(contactId);
    expect((await restarted.agents()).map(({ id, state }) => [id, state])).toEqual([
      ['ada', 'ready'],
      ['bea', 'after-contact-work'],
      ['cid', 'ready'],
    ]);
    expect(await restarted.disagreements()).toBe(0);
    await restarted.replays();
  });

  it('accepted and cancelled at once: one of them, and the other is told', async () => {
    const { lane, contactId } = await aCall();
    await consult(lane, contactId);
    const results = await Promise.allSettled([
      lane.does({ type: 'consultation-over', contactId, as: 'ended', by: by('ada') }),
      lane.accept(contactId, 'bea'),
    ]);
    expect(results[0].status).toBe('fulfilled');
    expect(results[1]).toMatchObject({ reason: { code: 'offer-closed', details: { facts: { hasIt: 'ada' } } } });
    expect(await seen(lane)).toEqual({ status: 'in-progress', agentId: 'ada', with: [] });
  });

  it('is taken over only by who has room, and else stays as it is', async () => {
    const { lane, contactId } = await aCall();
    const other = await lane.call('calls');
    await lane.accept(other, 'bea');
    const taken = lane.does({ type: 'contact-taken-over', contactId, supervisorId: 'bea' });
    await expect(taken).rejects.toMatchObject({ code: 'agent-at-capacity' });
    expect(await seen(lane)).toEqual({ status: 'in-progress', agentId: 'ada', with: [] });
    expect(await lane.disagreements()).toBe(0);
  });

  it('whatever people do with it: one has it, and in the end no room is taken', async () => {
    const [steps] = fc.sample(fc.array(aStep, { minLength: 110, maxLength: 110 }), { numRuns: 1, seed: 20_261_123 });
    const day = await CompanyDay.on(engine);
    for (const step of steps!) await day.take(step);
    await day.ends();
    expect(day.done.size).toBeGreaterThan(10);
  });
});
