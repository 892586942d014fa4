import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { Switchboard } from '../switchboard.js';

describe('call-center: contacts find their agents', () => {
  let service: ServiceInTest;
  let board: Switchboard;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme'] });
    board = await Switchboard.of(service);
  });
  afterAll(async () => {
    expect(await board.disagreements()).toBe(0);
    await service.stop();
  });

  it('waits, is offered, connected, wrapped up and over, and tells it in figures', async () => {
    const queue = await board.queue('whole way', { wrapUp: { mode: 'mandatory' } });
    const contact = await board.call(queue);
    expect(await board.contact(contact)).toMatchObject({ status: 'waiting', queueId: queue });
    await board.later(7);
    const ada = await board.agent('ada');
    expect(await board.contact(contact)).toMatchObject({ status: 'offered', agentId: null });
    expect(await ada.state()).toBe('offered');
    await board.later(3);
    await ok(ada.accept(contact));
    expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', agentId: 'ada' });
    expect(await ada.state()).toBe('engaged');
    const next = await board.call(queue);
    await board.later(60);
    await ada.ends(contact);
    expect(await board.contact(contact)).toMatchObject({ status: 'wrap-up', outcome: 'handled' });
    expect(await ada.state()).toBe('after-contact-work');
    expect(await board.contact(next)).toMatchObject({ status: 'waiting' });
    await board.later(20);
    await ok(ada.client.post('/api/v1/agents/me/after-contact-work/end'));
    expect(await board.contact(contact)).toMatchObject({ status: 'ended', outcome: 'handled' });
    expect(await board.contact(next)).toMatchObject({ status: 'offered' });
    await board.hangUp(next);
    await service.settled();
    const told = service.events().filter(({ subject }) => subject === contact);
    expect(told.map(({ type }) => type)).toEqual([
      'contact.started.v1',
      'contact.queued.v1',
      'contact.offered.v1',
      'contact.connected.v1',
      'contact.wrap-up-begun.v1',
      'contact.ended.v1',
    ]);
    const [begun, ended] = told.slice(-2).map(({ data }) => Date.parse(data.at as string));
    expect(ended! - begun!).toBe(20_000);
    expect(told.at(-1)!.data).toMatchObject({
      outcome: 'handled',
      course: { queueId: queue, agentId: 'ada', waitMs: 10_000, talkMs: 60_000, holdMs: 0, wrapMs: 20_000, left: null },
    });
    await ada.person.logOut();
  });

  it('goes on to the next when nobody answers, who then is asked whether they are there', async () => {
    const queue = await board.queue('no answer');
    const [bea, cid] = [await board.agent('bea'), await board.agent('cid')];
    const contact = await board.call(queue);
    expect([await bea.state(), await cid.state()]).toEqual(['offered', 'ready']);
    await board.later(20);
    expect([await bea.state(), await cid.state()]).toEqual(['not-responding', 'offered']);
    const late = await bea.accept(contact);
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'offer-closed', detail: expect.stringMatching(/timeout/) },
    });
    await ok(cid.accept(contact));
    expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', agentId: 'cid' });
    expect((await cid.accept(contact)).status).toBe(204);
    await cid.ends(contact);
    expect(await cid.state()).toBe('ready');
    await bea.person.logOut();
    await cid.person.logOut();
  });

  it('rings all: one has it, the others are told', async () => {
    const queue = await board.queue('ring all', { strategy: 'ring-all', ringsAtMost: 3 });
    const agents = [await board.agent('dan'), await board.agent('eve'), await board.agent('fay')];
    const contact = await board.call(queue);
    const answers = await Promise.all(agents.map((agent) => agent.accept(contact)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    const lost = answers.filter(({ status }) => status === 409);
    for (const { body } of lost)
      expect(body).toMatchObject({ code: 'offer-closed', detail: expect.stringMatching(/rescinded/) });
    expect((await Promise.all(agents.map((agent) => agent.state()))).sort()).toEqual(['engaged', 'ready', 'ready']);
    for (const agent of agents) await agent.person.logOut();
    await board.later(1);
    await agents[answers.findIndex(({ status }) => status === 204)]!.ends(contact);
  });

  it('hangs up while it rings: nobody is to blame', async () => {
    const queue = await board.queue('hang up', { shortAbandonSeconds: 5 });
    const gus = await board.agent('gus');
    const contact = await board.call(queue);
    expect(await gus.state()).toBe('offered');
    await board.later(3);
    await board.hangUp(contact);
    expect(await gus.state()).toBe('ready');
    expect(await gus.accept(contact)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/rescinded/) },
    });
    await service.settled();
    expect(service.events('contact.ended.v1').at(-1)!.data).toMatchObject({
      contactId: contact,
      course: { left: 'short-abandoned', waitMs: 3_000 },
    });
    await gus.person.logOut();
  });

  it('is declined, and not offered to the same again at once', async () => {
    const queue = await board.queue('declined', { rejected: { excludedSeconds: 30 } });
    const hal = await board.agent('hal');
    const contact = await board.call(queue);
    await ok(hal.decline(contact));
    expect([await hal.state(), (await board.contact(contact)).status]).toEqual(['ready', 'waiting']);
    await board.later(30);
    expect([await hal.state(), (await board.contact(contact)).status]).toEqual(['offered', 'offered']);
    await hal.person.is('not-ready', 'meeting');
    expect([await hal.state(), (await board.contact(contact)).status]).toEqual(['not-ready', 'waiting']);
    await board.hangUp(contact);
    await hal.person.logOut();
  });

  it('leaves after its time, and is moved after another', async () => {
    const last = await board.queue('leaves', { leavesAfterSeconds: 50 });
    const queue = await board.queue('moves', { afterWait: { seconds: 30, to: last } });
    const contact = await board.call(queue);
    await board.later(30);
    expect(await board.contact(contact)).toMatchObject({ status: 'waiting', queueId: last });
    await board.later(50);
    expect(await board.contact(contact)).toMatchObject({ status: 'ended', outcome: 'abandoned' });
    await service.settled();
    expect(service.events('contact.moved.v1').at(-1)!.data).toMatchObject({ from: queue, to: last });
    expect(service.events('contact.ended.v1').at(-1)!.data).toMatchObject({
      course: { left: 'timed-out', waitMs: 80_000 },
    });
  });

  it('is let in only where there is room, on channels of the queue', async () => {
    const queue = await board.queue('full', { maxWaiting: 1, channels: ['voice'] });
    const contact = await board.call(queue);
    const second = await board.start();
    const refused = await board.line.post(`/api/v1/contacts/${second}/queue`, { queueId: queue });
    expect(refused).toMatchObject({ status: 409, body: { code: 'queue-full' } });
    expect(await board.contact(second)).toMatchObject({ status: 'waiting', queueId: null });
    const chat = await board.start('chat');
    const wrong = await board.line.post(`/api/v1/contacts/${chat}/queue`, { queueId: queue });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'queue-channel-not-taken' } });
    const twice = await board.line.post(`/api/v1/contacts/${contact}/queue`, { queueId: queue });
    expect(twice).toMatchObject({ status: 409, body: { code: 'contact-not-waiting' } });
    const taken = await board.line.post(`/api/v1/contacts/${contact}/connect`, { agentId: 'ada' });
    expect(taken).toMatchObject({ status: 409, body: { code: 'contact-not-waiting' } });
    await board.hangUp(contact);
  });

  it('says why this agent and not that one, how long still, and what was decided', async () => {
    const queue = await board.queue('explained');
    const first = await board.call(queue);
    const second = await board.call(queue);
    expect(await ok(board.line.get(`/api/v1/contacts/${second}/waiting`))).toEqual({
      position: 2,
      estimatedWaitMs: null,
    });
    const ivy = await board.agent('ivy');
    await board.later(1);
    const jon = await board.agent('jon');
    await ok(ivy.accept(first));
    const offer = await ok(board.line.get(`/api/v1/contacts/${second}/routing/offers/1`));
    expect(offer).toMatchObject({ queueId: queue, chosen: { agentId: 'jon' }, candidates: 1 });
    expect((offer as { agents: object[] }).agents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agentId: 'jon', excludedBy: null }),
        expect.objectContaining({ agentId: 'ivy', excludedBy: 'no-capacity' }),
        expect.objectContaining({ agentId: 'hal', excludedBy: 'logged-out' }),
      ]),
    );
    const routing = await ok(
      board.line.get<{ decisions: { decision: { type: string } }[] }>(`/api/v1/contacts/${second}/routing`),
    );
    expect(routing).toMatchObject({ now: { state: 'offered', queueId: queue } });
    expect(routing.decisions.map(({ decision }) => decision.type)).toEqual(['offer-made']);
    expect((await board.line.get(`/api/v1/contacts/${second}/routing/offers/2`)).status).toBe(404);
    await board.hangUp(second);
    expect(await ok(board.line.get(`/api/v1/contacts/${second}/routing`))).toMatchObject({ now: null });
    expect((await board.line.get(`/api/v1/contacts/${second}/waiting`)).status).toBe(404);
    await ivy.ends(first);
    for (const agent of [ivy, jon]) await agent.person.logOut();
  });

  it('follows what is administered at once: skills of an agent', async () => {
    await ok(board.supervisor.post('/api/v1/skills', { code: 'welsh', label: 'Welsh' }));
    const queue = await board.queue('skilled');
    const kim = await board.agent('kim');
    const contact = await board.call(queue, { required: [{ skill: 'welsh', level: 3 }] });
    expect(await kim.state()).toBe('ready');
    const skills = { teamId: null, profileId: null, skills: { welsh: 3 } };
    await ok(board.supervisor.put('/api/v1/agents/kim/assignment', skills, { 'if-match': '"0"' }));
    await service.settled();
    expect([await kim.state(), (await board.contact(contact)).status]).toEqual(['offered', 'offered']);
    await board.hangUp(contact);
    await kim.person.logOut();
  });

  it('takes commands from other processes of the service, once for each id', async () => {
    const queue = await board.queue('forwarded');
    const contact = await board.start();
    const other = await service.asCaller({ subject: 'call-center', kind: 'service' }, 'service:internal');
    const wish = { queueId: queue, priority: 0, required: [], preferred: [], wishes: [] };
    const body = {
      id: '0199d2f0-0000-7000-8000-00000000000b',
      command: { type: 'contact-queues', contactId: contact, wish },
    };
    for (let time = 0; time < 2; time += 1)
      expect(await ok(other.post('/internal/routing/commands', body))).toEqual({ outcome: 'done' });
    const again = { ...body, id: '0199d2f0-0000-7000-8000-00000000000c' };
    expect(await ok(other.post('/internal/routing/commands', again))).toMatchObject({
      outcome: 'refused',
      code: 'contact-not-waiting',
      kind: 'conflict',
    });
    expect((await board.line.post('/internal/routing/commands', again)).status).toBe(403);
    await board.hangUp(contact);
  });

  it('is held, transferred to a queue and stays with who has it until the next one has it', async () => {
    const [first, second] = [await board.queue('first line'), await board.queue('second line')];
    await board.staff([first, second]);
    const lea = await board.agent('lea');
    const contact = await board.call(first);
    await ok(lea.accept(contact));
    await board.later(10);
    await ok(lea.client.post(`/api/v1/contacts/${contact}/hold`));
    expect(await board.contact(contact)).toMatchObject({ status: 'held' });
    expect((await lea.client.post(`/api/v1/contacts/${contact}/hold`)).status).toBe(409);
    await board.later(5);
    await ok(lea.client.post(`/api/v1/contacts/${contact}/resume`));
    await ok(lea.client.post(`/api/v1/contacts/${contact}/transfer`, { queueId: second }));
    expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', agentId: 'lea', queueId: second });
    const max = await board.agent('max');
    expect([await lea.state(), await max.state()]).toEqual(['engaged', 'offered']);
    await ok(max.accept(contact));
    expect([await lea.state(), await max.state()]).toEqual(['ready', 'engaged']);
    expect(await board.contact(contact)).toMatchObject({ status: 'in-progress', agentId: 'max' });
    await max.ends(contact);
    await service.settled();
    expect(service.events('contact.transferred.v1').at(-1)!.data).toMatchObject({
      from: 'lea',
      to: { queueId: second },
      letGo: 'on-accept',
    });
    expect(service.events('contact.ended.v1').at(-1)!.data).toMatchObject({
      course: { agentId: 'max', holdMs: 5_000, talkMs: 10_000 },
    });
    for (const agent of [lea, max]) await agent.person.logOut();
  });

  it('is transferred to an agent who does not take it, and is back with who has it', async () => {
    const queue = await board.queue('direct');
    const [nia, oli] = [await board.agent('nia'), await board.agent('oli')];
    const contact = await board.call(queue);
    await ok(nia.accept(contact));
    const nobody = await nia.client.post(`/api/v1/contacts/${contact}/transfer`, { agentId: 'nobody' });
    expect(nobody).toMatchObject({ status: 404, body: { code: 'routing-agent-unknown' } });
    await ok(nia.client.post(`/api/v1/contacts/${contact}/transfer`, { agentId: 'oli' }));
    expect(await oli.state()).toBe('offered');
    await ok(oli.decline(contact));
    await board.later(31);
    expect([await nia.state(), await oli.state()]).toEqual(['engaged', 'ready']);
    await nia.ends(contact);
    for (const agent of [nia, oli]) await agent.person.logOut();
  });

  it('is wrapped up with a code of its queue', async () => {
    const queue = await board.queue('coded');
    const pia = await board.agent('pia');
    const contact = await board.call(queue);
    await ok(pia.accept(contact));
    const codes = await service.asCaller({ subject: 'sam' }, 'wrap-up-code:*');
    await ok(codes.post('/api/v1/wrap-up-codes', { code: 'solved', label: 'Solved', queueId: queue }));
    const other = await board.queue('coded otherwise');
    await ok(codes.post('/api/v1/wrap-up-codes', { code: 'sold', label: 'Sold', queueId: other }));
    const wrapUp = (code: string) => pia.client.post(`/api/v1/contacts/${contact}/wrap-up`, { code, note: 'by Pia' });
    expect(await wrapUp('sold')).toMatchObject({ status: 422, body: { code: 'routing-setup-unknown-reference' } });
    await ok(wrapUp('solved'));
    await pia.ends(contact);
    expect(await board.contact(contact)).toMatchObject({ wrapUps: [{ agentId: 'pia', code: 'solved' }] });
    await service.settled();
    expect(service.events('contact.wrapped-up.v1').at(-1)!.data).toMatchObject({ code: 'solved', queueId: queue });
    expect(JSON.stringify(service.events())).not.toContain('by Pia');
    await pia.person.logOut();
  });

  it('has help asked for and given, and nobody outside reads the note', async () => {
    const queue = await board.queue('helped');
    const [rex, sol] = [await board.agent('rex'), await board.agent('sol')];
    const contact = await board.call(queue);
    await ok(rex.accept(contact));
    const asked = `/api/v1/contacts/${contact}/help-requests`;
    const { id } = await ok(rex.client.post<{ id: string }>(asked, { note: 'he shouts' }));
    await ok(sol.client.post(`${asked}/${id}/answer`));
    expect(await board.contact(contact)).toMatchObject({ help: [{ id, by: 'rex', answeredBy: 'sol' }] });
    await service.settled();
    expect(service.events('contact.help-requested.v1').at(-1)!.data).toMatchObject({ requestId: id, queueId: queue });
    expect(service.events('contact.help-answered.v1').at(-1)!.data).toMatchObject({ requestId: id, by: 'sol' });
    expect(JSON.stringify(service.events())).not.toContain('he shouts');
    await rex.ends(contact);
    for (const agent of [rex, sol]) await agent.person.logOut();
  });

  it('is not left in a queue that is removed', async () => {
    const queue = await board.queue('removed');
    const contact = await board.call(queue);
    await board.staff([await board.queue('another')]);
    const refused = await board.supervisor.delete(`/api/v1/queues/${queue}`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'routing-setup-in-use' } });
    await board.hangUp(contact);
    expect((await board.supervisor.delete(`/api/v1/queues/${queue}`)).status).toBe(204);
  });
});
