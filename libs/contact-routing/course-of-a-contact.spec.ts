import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';

const CHAT = { channel: 'chat' };
const english = (level: number) => ({ skill: 'english', level });
describe('an offer', () => {
  it('not answered in time makes the agent not responding, until that says otherwise; the contact keeps its place', () => {
    const centre = new ACentre().agent('ann').comes('call').after(5).comes('other').after(15);
    expect(centre.happened.slice(-2)).toEqual([
      'reservation-changed call ann timeout',
      'agent-state-changed ann not-responding no-answer',
    ]);
    expect(centre.agent('ben').offers).toEqual(['call to ben']);
    expect(centre.sets('ann', 'ready').offers).toEqual(['other to ann']);
  });

  it('can be accepted until the lease is over, and no longer', () => {
    const answered = (seconds: number) =>
      new ACentre().agent('ann').comes('call').unnoticed(seconds).accepts('call to ann');
    expect(() => answered(19.999)).not.toThrow();
    expect(() => answered(20)).toThrow('The offer is no longer open.');
  });

  it('refused changes nothing; what was due by then comes with the next answer', () => {
    const centre = new ACentre().agent('ann').comes('call').agent('ben').unnoticed(20);
    expect(() => centre.accepts('call to ann')).toThrow();
    expect(centre.router.nextWake()).toEqual(new Date(centre.at(20)));
    centre.apply({ type: 'tick' });
    expect(centre.happened.slice(-3)).toEqual([
      'reservation-changed call ann timeout',
      'agent-state-changed ann not-responding no-answer',
      'offer-made call ben',
    ]);
  });
});

describe('overflow', () => {
  it('环信: with x waiting, the next who comes goes elsewhere, those who wait stay', () => {
    const centre = new ACentre().queue('other').queue('support', { overLength: { length: 2, to: 'other' } });
    centre.comes('first').after(1).comes('second').after(1).comes('third');
    expect(centre.happened).toContain('contact-moved third over-length');
    expect(centre.agent('olga', {}, { queues: [member('other')] }).agent('ann').offers).toEqual([
      'third to olga',
      'first to ann',
    ]);
  });

  it('goes on past queues that are full, and stays where all are', () => {
    const full = (to: string) => ({ overLength: { length: 1, to } });
    const centre = new ACentre()
      .queue('b')
      .queue('c')
      .queue('support', full('b'))
      .queue('b', full('c'))
      .queue('c', full('support'));
    for (const id of ['1', '2', '3', '4']) centre.after(1).comes(id);
    const at = centre.router.snapshot().contacts.map(({ request }) => request.queueId);
    expect(at).toEqual(['support', 'b', 'c', 'support']);
  });

  it('after so long in a queue a contact is moved, and keeps its age', () => {
    const centre = new ACentre()
      .queue('other')
      .queue('support', { afterWait: { seconds: 60, to: 'other' } })
      .comes('old');
    centre.after(50).comes('newer', { queueId: 'other' }).after(10);
    expect(centre.agent('olga', {}, { queues: [member('other')] }).offers).toEqual(['old to olga']);
  });

  it('after so long a contact leaves, unless it is called back', () => {
    const centre = new ACentre({ leavesAfterSeconds: 60 }).comes('call').comes('callback');
    centre.apply({ type: 'callback-requested', contactId: 'callback' });
    expect(centre.after(60).happened).toEqual(['contact-left call timed-out']);
    expect(centre.agent('ann').offers).toEqual(['callback to ann']);
  });
});

describe('a callback', () => {
  it('keeps its place, and is not an abandoned contact', () => {
    const centre = new ACentre().comes('callback').after(5).comes('call');
    centre.apply({ type: 'callback-requested', contactId: 'callback' });
    expect(centre.router.waitingTime('callback').position).toBe(1);
    expect(centre.agent('ann').happened.filter((each) => each.startsWith('contact-left'))).toEqual([]);
    expect(centre.router.explain('callback').state).toBe('offered');
  });

  it('is not made before its time, and then from the place it kept', () => {
    const centre = new ACentre().comes('callback').after(5).comes('call');
    centre.apply({ type: 'callback-requested', contactId: 'callback', notBefore: centre.at(60) });
    expect(centre.agent('ann').offers).toEqual(['call to ann']);
    expect(centre.accepts('call to ann').after(60).comes('late').ends('call').offers).toEqual(['callback to ann']);
  });
});

describe('a transfer to an agent', () => {
  const toAnn = { letGo: 'at-once', agentId: 'ann', waitSeconds: 10, fallbackQueueId: 'support' } as const;

  it('asks neither for skills nor for membership, and comes before all queues', () => {
    const centre = new ACentre()
      .agent('ann', {}, { queues: [member('support')] })
      .comes('busy')
      .accepts('busy to ann');
    centre
      .queue('vip')
      .comes('urgent', { priority: 9 })
      .comes('call', { queueId: 'vip', required: [english(5)] });
    expect(centre.transfers('call', toAnn).ends('busy').offers).toEqual(['busy to ann', 'call to ann']);
  });

  it('goes to the fallback when the agent does not take it in time, or is away', () => {
    const centre = new ACentre().agent('ann').comes('busy').accepts('busy to ann').comes('call').agent('ben');
    expect(centre.offers).toEqual(['busy to ann', 'call to ben']);
    centre.accepts('call to ben').transfers('call', toAnn).after(9);
    expect(centre.offers).toEqual([]);
    expect(centre.agent('cat').after(1).happened).toContain('wish-given-up call ann expired');
    expect(centre.reservation('call to cat')).toBe('call/2');
    const away = new ACentre().agent('ann').sets('ann', 'not-ready').comes('call').transfers('call', toAnn);
    expect(away.happened).toContain('wish-given-up call ann away');
  });

  it('whoever still has it is not offered it', () => {
    const centre = new ACentre({ rejected: { excludedSeconds: 0, toTheEnd: false } }).agent('ann').comes('chat', CHAT);
    centre.accepts('chat to ann').transfers('chat', { letGo: 'on-accept', queueId: 'support', age: 'system' });
    expect(centre.offers).toEqual(['chat to ann']);
    expect(centre.agent('ben').offers).toEqual(['chat to ben']);
  });

  it('whoever transfers to a queue does not get it back at once', () => {
    const centre = new ACentre().agent('ann').comes('call').accepts('call to ann');
    centre.transfers('call', { letGo: 'at-once', queueId: 'support', age: 'system' });
    expect(centre.after(29).offers).toEqual(['call to ann']);
    expect(centre.after(1).offers).toEqual(['call to ann']);
  });
});

describe('a preferred agent', () => {
  const wishes = [{ agentId: 'ann', as: 'preferred', waitSeconds: 0 }] as const;

  it('gets the contact if free at once', () => {
    const centre = new ACentre().agent('ben').after(1).agent('ann').comes('call', { wishes });
    expect(centre.offers).toEqual(['call to ann']);
  });

  it('is not waited for when that is not wanted', () => {
    const centre = new ACentre().agent('ben').agent('ann').comes('busy', { wishes }).comes('call', { wishes });
    expect(centre.after(0).offers).toEqual(['busy to ann', 'call to ben']);
  });

  it('is not asked again after missing it', () => {
    const waits = [{ ...wishes[0], waitSeconds: 300 }];
    const centre = new ACentre().agent('ann').comes('call', { wishes: waits }).agent('ben').rejects('call to ann');
    expect(centre.offers).toEqual(['call to ann', 'call to ben']);
  });
});

describe('the estimated wait', () => {
  it('is the place times the mean time between acceptances', () => {
    const centre = new ACentre().agent('ann');
    for (const id of ['a', 'b', 'c']) centre.comes(id).accepts(`${id} to ann`).after(40).ends(id);
    centre.comes('d').accepts('d to ann').comes('first').after(1).comes('second');
    expect(centre.router.waitingTime('first')).toEqual({ position: 1, estimatedWaitMs: 40_333 });
    expect(centre.router.waitingTime('second')).toEqual({ position: 2, estimatedWaitMs: 80_667 });
  });

  it('is not known while fewer than two were accepted', () => {
    const centre = new ACentre().agent('ann').comes('a').accepts('a to ann').comes('b');
    expect(centre.router.waitingTime('b')).toEqual({ position: 1, estimatedWaitMs: null });
  });
});
