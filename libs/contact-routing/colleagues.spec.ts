import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';
import type { ColleagueEvent } from './events.js';

const CHAT = { channel: 'chat' } as const;
const CALL = 'call';

/** Ann has the call; ben and cat are ready. */
function aCall(support: ConstructorParameters<typeof ACentre>[0] = {}): ACentre {
  const centre = new ACentre(support)
    .agent('ann')
    .comes(CALL)
    .accepts('call to ann')
    .agent('ben')
    .after(1)
    .agent('cat');
  void centre.news;
  return centre;
}

function happens(centre: ACentre, event: Omit<ColleagueEvent, 'contactId'> & { contactId?: string }): ACentre {
  centre.apply({ contactId: CALL, ...event } as ColleagueEvent);
  return centre;
}

const asks = (centre: ACentre, to: Extract<ColleagueEvent, { type: 'colleague-asked' }>['to']) =>
  happens(centre, { type: 'colleague-asked', to } as never);
const BEN = { agentId: 'ben', waitSeconds: 30 };
const refusal = (code: string) => expect.objectContaining({ code });
const workOf = (centre: ACentre, agentId: string) => centre.router.agent(agentId)!.work.map(({ id }) => id);

describe('a colleague who is asked', () => {
  it('is offered the contact as any other, and is on it beside who has it', () => {
    const centre = asks(aCall(), BEN);
    expect(centre.offers).toEqual(['call to ben']);
    centre.accepts('call to ben');
    expect(centre.router.contact(CALL)).toMatchObject({
      waiting: false,
      handledBy: { agentId: 'ann' },
      colleagues: [{ agentId: 'ben', reservationId: 'call/2' }],
    });
    expect([workOf(centre, 'ann'), workOf(centre, 'ben')]).toEqual([['call/1'], ['call/2']]);
  });

  it('may be whoever of a queue is free; the contact belongs to its own queue still', () => {
    const centre = aCall();
    centre.queue('second').defines('cat', {}, { queues: [member('support'), member('second')] });
    asks(centre, { queueId: 'second' });
    expect(centre.offers).toEqual(['call to cat']);
    expect(centre.router.contact(CALL)).toMatchObject({ queueId: 'second' });
    expect(centre.accepts('call to cat').router.contact(CALL)).toMatchObject({ queueId: 'support' });
  });

  it('is not to be had: who has the contact keeps it, and its queue', () => {
    const centre = asks(aCall(), BEN).rejects('call to ben');
    expect(centre.happened).toContain('transfer-failed call');
    expect(centre.router.contact(CALL)).toMatchObject({ waiting: false, queueId: 'support', colleagues: [] });
    expect(asks(centre, { agentId: 'cat', waitSeconds: 30 }).after(20).happened).toEqual(
      expect.arrayContaining(['reservation-changed call cat timeout', 'transfer-failed call']),
    );
    expect(centre.router.contact(CALL)!.handledBy).toMatchObject({ agentId: 'ann' });
  });

  it('is called back when nobody is asked any more, and is to blame for nothing', () => {
    const centre = happens(asks(aCall(), BEN), { type: 'request-withdrawn' });
    expect(centre.happened).toContain('reservation-changed call ben rescinded');
    expect(centre.router.agent('ben')).toMatchObject({ state: 'ready', work: [] });
    expect(() => happens(centre, { type: 'request-withdrawn' })).toThrow(refusal('routing-contact-not-waiting'));
  });

  it('is one at a time, and by who has the contact', () => {
    const centre = asks(aCall(), BEN);
    expect(() => asks(centre, BEN)).toThrow(refusal('routing-contact-asked-for'));
    const to = { letGo: 'on-accept', queueId: 'support', age: 'system' } as const;
    expect(() => centre.transfers(CALL, to)).toThrow(refusal('routing-contact-asked-for'));
    expect(() => asks(new ACentre().agent('ben').comes(CALL), BEN)).toThrow(refusal('routing-contact-not-handled'));
  });

  it('is never one who is on it already, also with room for more', () => {
    const centre = new ACentre().agent('ann').comes(CALL, CHAT).accepts('call to ann').agent('ben');
    asks(centre, { queueId: 'support' }).accepts('call to ben');
    void centre.news;
    expect(asks(centre, { queueId: 'support' }).offers).toEqual([]);
    expect(centre.router.explain(CALL).agents.map(({ agentId, excludedBy }) => [agentId, excludedBy])).toEqual([
      ['ann', 'has-contact'],
      ['ben', 'has-contact'],
    ]);
    expect(centre.agent('cat').offers).toEqual(['call to cat']);
  });
});

describe('a contact with several', () => {
  const withBen = (support: ConstructorParameters<typeof ACentre>[0] = {}) =>
    asks(aCall(support), BEN).accepts('call to ben');

  it('is handed over, and who had it may leave: no capacity is taken twice or kept', () => {
    const centre = happens(withBen(), { type: 'contact-handed-over', agentId: 'ben' } as never);
    expect(centre.router.contact(CALL)).toMatchObject({
      handledBy: { agentId: 'ben', reservationId: 'call/2' },
      colleagues: [{ agentId: 'ann', reservationId: 'call/1' }],
    });
    happens(centre, { type: 'colleague-left', agentId: 'ann' } as never);
    expect([workOf(centre, 'ann'), workOf(centre, 'ben')]).toEqual([[], ['call/2']]);
    expect(centre.ends(CALL).router.agent('ben')!.work).toEqual([]);
  });

  it('ends for all, each wraps it up', () => {
    const centre = withBen({ wrapUp: { mode: 'mandatory' } });
    void centre.news;
    expect(centre.ends(CALL).happened).toEqual([
      'reservation-changed call ann wrapping',
      'reservation-changed call ben wrapping',
      'contact-left call handled',
    ]);
  });

  it('is not transferred, and not called back: they would be left alone with the customer', () => {
    const centre = withBen();
    const to = { letGo: 'at-once', queueId: 'support', age: 'system' } as const;
    expect(() => centre.transfers(CALL, to)).toThrow(refusal('routing-contact-shared'));
    const failed = { type: 'callback-failed', contactId: CALL, notBefore: 0 } as const;
    expect(() => centre.apply(failed)).toThrow(refusal('routing-contact-shared'));
  });

  it('has somebody join who was not asked, as a supervisor who takes over', () => {
    const centre = happens(aCall(), { type: 'colleague-joined', agentId: 'cat' } as never);
    expect(workOf(centre, 'cat')).toEqual(['call/2']);
    expect(() => happens(centre, { type: 'colleague-joined', agentId: 'cat' } as never)).toThrow(
      refusal('routing-contact-asked-for'),
    );
    expect(centre.comes('next').offers).toEqual(['next to ben']);
  });

  it('knows who is on it', () => {
    expect(() => happens(aCall(), { type: 'colleague-left', agentId: 'cat' } as never)).toThrow(
      refusal('routing-colleague-unknown'),
    );
  });
});

describe('a transfer on accept', () => {
  it('that nobody took leaves the contact in the queue it was in', () => {
    const centre = aCall();
    centre.queue('second', { leavesAfterSeconds: 40 });
    centre.transfers(CALL, { letGo: 'on-accept', queueId: 'second', age: 'system' });
    expect(centre.router.contact(CALL)).toMatchObject({ queueId: 'second', waiting: true });
    expect(centre.after(40).router.contact(CALL)).toMatchObject({ queueId: 'support', waiting: false });
  });

  it('can be taken back', () => {
    const centre = aCall();
    centre.transfers(CALL, { letGo: 'on-accept', agentId: 'ben', waitSeconds: 30, fallbackQueueId: null });
    happens(centre, { type: 'request-withdrawn' });
    expect(centre.happened.at(-1)).toBe('reservation-changed call ben rescinded');
    expect(centre.router.contact(CALL)).toMatchObject({ waiting: false, handledBy: { agentId: 'ann' } });
  });
});

describe('a callback that was not reached', () => {
  it('is at its place again, not before its time, and whoever tried is free', () => {
    const centre = new ACentre().comes(CALL).after(5);
    centre.apply({ type: 'callback-requested', contactId: CALL });
    centre.agent('ann').accepts('call to ann').after(3);
    centre.apply({ type: 'callback-failed', contactId: CALL, notBefore: centre.at(100) });
    expect(centre.comes('other').offers).toEqual(['call to ann', 'other to ann']);
    centre.accepts('other to ann').comes('third').after(93).ends('other');
    expect(centre.offers).toEqual(['call to ann']);
  });

  it('is not what somebody talks in, or waits for', () => {
    const failed = { type: 'callback-failed', contactId: CALL, notBefore: 0 } as const;
    expect(() => new ACentre().comes(CALL).apply(failed)).toThrow(refusal('routing-contact-not-handled'));
  });
});
