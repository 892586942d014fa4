import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { AttemptView } from '../../src/campaign/attempt.dto.js';
import { CampaignDialer } from '../../src/campaign/dialing/campaign-dialer.js';
import { SwitchTelephony } from '../../src/campaign/dialing/switch-telephony.js';
import { TelephonyLine } from '../../src/campaign/dialing/telephony-line.js';
import type { CallOrder } from '../../src/campaign/domain/telephony.js';
import type { Reaction } from '../../src/telephony/simulated/far-side.js';
import { callCenter } from '../../src/service.js';
import { CampaignDesk } from './campaign-desk.js';
import { ok } from '../agent-floor.js';
import type { Agent } from '../switchboard.js';
import { VoiceLine } from '../telephony/voice-line.js';
import { WithSimulatedSwitch } from '../telephony/with-simulated-switch.js';

/** Ten in the morning in China. */
const MORNING = new Date('2026-11-23T02:00:00Z');

describe('call-center: campaigns call on the switch', () => {
  let service: ServiceInTest;
  let line: VoiceLine;
  let desk: CampaignDesk;
  const staff: Agent[] = [];
  const running: string[] = [];
  let numbers = 13_900_000_000;

  beforeAll(async () => {
    service = await startForTest({ ...callCenter, module: WithSimulatedSwitch });
    service.clock.advance(MORNING.getTime() - service.clock.ms());
    line = await VoiceLine.of(service);
    desk = await CampaignDesk.on(service);
  });
  afterEach(async () => {
    for (const id of running.splice(0)) await ok(desk.sam.post(`/api/v1/campaigns/${id}/end`));
    for (const agent of staff.splice(0)) await agent.client.post('/api/v1/agents/me/log-out');
  });
  afterAll(() => service.stop());

  /** Agents of a team of their own, with telephones that pick up. */
  async function team(...ids: string[]): Promise<string> {
    const teamId = await desk.team();
    for (const id of ids) staff.push(await line.agent(id, { answersAfterMs: 0 }, { teamId }));
    return teamId;
  }

  /** A campaign whose only number is one of somebody who reacts so. */
  async function calling(teamId: string, reaction: Reaction, mode: string): Promise<string> {
    const number = String(++numbers);
    line.numbers.set(`+86${number}`, { reaction, ringMs: 3_000, patienceMs: null, talkMs: null });
    const id = await desk.running(teamId, [number], { mode });
    running.push(id);
    return id;
  }

  async function attempt(campaignId: string, is: Partial<AttemptView>): Promise<AttemptView> {
    return eventually(`an attempt that is ${JSON.stringify(is)}`, async () => {
      const [found] = await desk.attempts(campaignId);
      if (found) expect(found).toMatchObject(is);
      return found ?? false;
    });
  }

  const round = () => service.running.app.get(CampaignDialer, { strict: false }).rounds.run();

  it('progressive: an agent is held before it rings, talks to who answers, and the call is wrapped up', async () => {
    const id = await calling(await team('pam'), 'person', 'progressive');
    await desk.round();
    const { contactId } = await attempt(id, { status: 'ringing', agentId: 'pam' });
    expect(await staff[0]!.state()).toBe('engaged');
    await line.passes(3);
    const talk = await attempt(id, { status: 'connected', agentId: 'pam', abandonedAt: null });
    await line.contactIs(contactId!, 'in-progress');
    await line.does(talk.id, 'hang-up');
    await attempt(id, { status: 'wrap-up' });
    await line.contactIs(contactId!, 'ended');
    await eventually('pam is ready', async () => (await staff[0]!.state()) === 'ready');
  });

  it.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['rejected', 'no-answer'],
    ['invalid-number', 'invalid-number'],
    ['machine', 'answering-machine'],
  ] as const)('whoever is %s is called as %s, and the agent is free again', async (reaction, outcome) => {
    const id = await calling(await team(`for-${reaction}`), reaction, 'progressive');
    await desk.round();
    await attempt(id, { status: 'ringing' });
    await line.passes(reaction === 'no-answer' ? 25 : 3);
    await attempt(id, { status: 'ended', outcome, liveAt: null });
    await eventually('the agent is ready', async () => (await staff[0]!.state()) === 'ready');
  });

  it('predictive: who answers and is met by nobody for two seconds hears why, and counts as abandoned', async () => {
    const id = await calling(await team('quin'), 'person', 'predictive');
    await desk.round();
    await attempt(id, { status: 'ringing', agentId: null });
    await ok(staff[0]!.client.post('/api/v1/agents/me/log-out'));
    await line.passes(3);
    await attempt(id, { status: 'answered' });
    await line.passes(3);
    await round();
    expect(line.played.at(-1)).toBe('campaign-abandoned.wav');
    await line.passes(2);
    await attempt(id, { status: 'ended', outcome: 'abandoned' });
    expect(await desk.standing(id)).toMatchObject({ live: 1, abandoned: 1, abandonRate: 1 });
  });

  it('predictive: whoever is free gets who answers', async () => {
    const id = await calling(await team('rob'), 'person', 'predictive');
    await desk.round();
    await attempt(id, { status: 'ringing', agentId: null });
    expect(await staff[0]!.state()).toBe('ready');
    await line.passes(3);
    await attempt(id, { status: 'connected', agentId: 'rob', abandonedAt: null });
  });

  it('preview: the agent is on the telephone when the customer answers', async () => {
    const id = await calling(await team('sue'), 'person', 'preview');
    await desk.round();
    const [record] = await desk.records(id);
    const sue = await desk.agent('sue');
    await ok(sue.post(`/api/v1/previews/${record!.id}/dial`));
    const { contactId } = await attempt(id, { status: 'ringing', agentId: 'sue' });
    await line.callOf(contactId!, 'sue', 'answered');
    await line.passes(3);
    await attempt(id, { status: 'connected', agentId: 'sue', abandonedAt: null });
  });

  it('what was not placed in time is not placed any more, however late the order comes', async () => {
    const id = await calling(await team('tom'), 'person', 'predictive');
    const telephony = service.running.app.get(SwitchTelephony, { strict: false });
    const orders: CallOrder[] = [];
    service.running.app.get(TelephonyLine, { strict: false }).plugIn(
      Object.assign(Object.create(telephony) as SwitchTelephony, {
        place: (order: CallOrder) => Promise.resolve(void orders.push(order)),
      }),
    );
    await desk.round();
    telephony.onModuleInit();
    await line.passes(31);
    await round();
    await attempt(id, { status: 'ended', outcome: 'unplaced' });
    const late = line.board.asTenant(() => telephony.place(orders[0]!));
    await expect(late).rejects.toMatchObject({ code: 'campaign-attempt-over' });
    expect((await line.sam.get(`/api/v1/telephony/calls?limit=200`)).body).not.toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ id: orders[0]!.attemptId })]),
    });
  });
});
