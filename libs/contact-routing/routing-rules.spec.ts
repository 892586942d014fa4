import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';
import type { RelaxationStep } from './model/plan.js';

const CHAT = { channel: 'chat' };
const english = (level: number) => ({ skill: 'english', level });

describe('two regimes', () => {
  it('agents wait: the contact goes to the one who is idle for longest', () => {
    const centre = new ACentre().agent('ben').after(1).agent('ann').after(60).comes('call');
    expect(centre.offers).toEqual(['call to ben']);
  });

  it('contacts wait: the agent takes the one with the highest score', () => {
    const centre = new ACentre().comes('old').after(59).comes('urgent', { priority: 1 }).after(10).comes('new');
    expect(centre.agent('ann').offers).toEqual(['urgent to ann']);
  });
});

describe('the order of contacts', () => {
  it('a point of priority is worth so many seconds of age, and age catches up', () => {
    const first = (secondsApart: number) =>
      new ACentre().comes('old').after(secondsApart).comes('urgent', { priority: 1 }).agent('ann').offers;
    expect(first(59)).toEqual(['urgent to ann']);
    expect(first(61)).toEqual(['old to ann']);
  });

  it('strict: priority comes first however long others wait', () => {
    const centre = new ACentre({ priorityWorthSeconds: 'strict' }).comes('old').after(1_000_000);
    expect(centre.comes('urgent', { priority: 1 }).agent('ann').offers).toEqual(['urgent to ann']);
  });

  it('age survives a transfer between queues, if it is to; then it is the wait that starts anew', () => {
    const transferred = (age: 'system' | 'queue') => {
      const centre = new ACentre()
        .queue('sales')
        .comes('moved')
        .after(30)
        .comes('other', { queueId: 'sales' })
        .after(1);
      centre.transfers('moved', { letGo: 'at-once', queueId: 'sales', age }).after(1);
      return centre.agent('sam', {}, { queues: [member('sales')] }).offers;
    };
    expect(transferred('system')).toEqual(['moved to sam']);
    expect(transferred('queue')).toEqual(['other to sam']);
  });

  it('a changed priority counts at once', () => {
    const centre = new ACentre().comes('old').after(10).comes('new');
    centre.apply({ type: 'contact-changed', contactId: 'new', priority: 1 });
    expect(centre.agent('ann').offers).toEqual(['new to ann']);
  });

  it('does not depend on the order in which it was told', () => {
    const served = (ids: string[]) => {
      const centre = new ACentre();
      for (const id of ids) centre.comes(id, { ageFrom: centre.at(-5) });
      return ids.flatMap((_, index) => centre.agent(`agent ${index}`).offers);
    };
    expect(served(['c', 'a', 'b'])).toEqual(served(['b', 'c', 'a']));
  });
});

describe('the profile of an agent', () => {
  const PROFILE = { queues: [member('support', 2), member('vip', 1)] };

  it('a queue with a lower number comes first, whatever the score', () => {
    const centre = new ACentre().queue('vip').comes('old', { priority: 9 }).after(100).comes('vip', { queueId: 'vip' });
    expect(centre.agent('ann', {}, PROFILE).offers).toEqual(['vip to ann']);
  });

  it('of queues with the same number the longest waiting comes first', () => {
    const queues = [member('support'), member('vip')];
    const centre = new ACentre().queue('vip').comes('old').after(1).comes('vip', { queueId: 'vip' });
    expect(centre.agent('ann', {}, { queues }).offers).toEqual(['old to ann']);
  });

  it('different profiles have no priority between each other', () => {
    const centre = new ACentre()
      .queue('vip')
      .agent('second choice', {}, PROFILE)
      .after(1)
      .agent('first choice')
      .comes('call');
    expect(centre.offers).toEqual(['call to second choice']);
  });

  it('with a delay a queue offers only contacts that waited so long', () => {
    const centre = new ACentre()
      .agent('backup', {}, { queues: [member('support', 1, 30)] })
      .comes('call')
      .after(29);
    expect(centre.offers).toEqual([]);
    expect(centre.after(1).offers).toEqual(['call to backup']);
  });

  it('a delay is counted from when the contact came into the queue, not from its age', () => {
    const centre = new ACentre().agent('backup', {}, { queues: [member('support', 1, 30)] });
    centre.comes('call', { ageFrom: centre.at(-100) }).after(29);
    expect(centre.offers).toEqual([]);
  });

  it('a delay that is set later holds for those who wait', () => {
    const centre = new ACentre()
      .comes('call')
      .after(10)
      .agent('backup', {}, { queues: [member('support', 1, 30)] });
    expect(centre.offers).toEqual([]);
    expect(centre.after(20).offers).toEqual(['call to backup']);
  });
});

describe('being idle', () => {
  it('begins when the wrap-up of the last contact ends', () => {
    const centre = new ACentre({ wrapUp: { mode: 'mandatory' } }).agent('ann').comes('call').accepts('call to ann');
    centre.after(10).ends('call').after(5).agent('ben').after(5).wrapsUp('call to ann').comes('next');
    expect(centre.offers).toEqual(['call to ann', 'next to ben']);
  });

  it('is not cut short by an offer that was missed, unless that is the policy', () => {
    const afterReject = (toTheEnd: boolean) => {
      const centre = new ACentre({ rejected: { excludedSeconds: 60, toTheEnd } }).agent('ann').after(1).agent('ben');
      centre.after(1).comes('call').rejects('call to ann').hangsUp('call').comes('next');
      return centre.offers.at(-1);
    };
    expect(afterReject(false)).toBe('next to ann');
    expect(afterReject(true)).toBe('next to ben');
  });

  it('is since when the host says, where it knows better, but never later than now', () => {
    const ready = (idleSince?: number) => {
      const centre = new ACentre().agent('ann').after(1).agent('ben').after(1).sets('ann', 'not-ready');
      const since = idleSince === undefined ? {} : { idleSince };
      centre.apply({ type: 'agent-state-set', agentId: 'ann', state: 'ready', when: 'now', ...since });
      return centre.comes('call').offers;
    };
    expect(ready()).toEqual(['call to ben']);
    expect(ready(0)).toEqual(['call to ann']);
    expect(ready(Number.MAX_SAFE_INTEGER)).toEqual(['call to ben']);
  });

  it('begins anew after own work, unless it keeps the place', () => {
    const afterCalling = (ownWorkKeepsIdle: boolean) => {
      const centre = new ACentre().agent('ann', {}, { ownWorkKeepsIdle }).after(1).agent('ben').after(1);
      centre.apply({ type: 'own-work-begun', agentId: 'ann', contactId: 'outbound', channel: 'voice' });
      return centre.after(10).ends('outbound').comes('call').offers;
    };
    expect(afterCalling(true)).toEqual(['call to ann']);
    expect(afterCalling(false)).toEqual(['call to ben']);
  });

  it('begins anew with every login', () => {
    const centre = new ACentre()
      .agent('ann')
      .after(1)
      .agent('ben')
      .sets('ann', 'logged-out')
      .after(1)
      .sets('ann', 'ready');
    expect(centre.comes('call').offers).toEqual(['call to ben']);
  });
});

describe('strategies', () => {
  it('best skilled: the highest sum of levels in what is asked for, then the longest idle', () => {
    const centre = new ACentre({ strategy: 'best-skilled' }).agent('fair', { english: 3, billing: 3 });
    centre.agent('uneven', { english: 5, billing: 2 }).after(1).agent('same', { english: 4, billing: 3 });
    const required = [english(2), { skill: 'billing', level: 2 }];
    centre.comes('first', { required }).comes('second', { required }).comes('third', { required });
    expect(centre.offers).toEqual(['first to uneven', 'second to same', 'third to fair']);
  });

  it('preferred skills say who is better, never who will do', () => {
    const centre = new ACentre()
      .agent('ann')
      .after(1)
      .agent('ben', { english: 2 })
      .after(1)
      .agent('cat', { english: 1 });
    centre.comes('first', { preferred: [english(2)] }).comes('second', { preferred: [english(2)] });
    expect(centre.offers).toEqual(['first to ben', 'second to ann']);
  });

  it('round robin: each in turn, also when somebody is always free', () => {
    const centre = new ACentre({ strategy: 'round-robin' }).agent('ann').agent('ben').agent('cat');
    for (let chat = 1; chat <= 6; chat += 1) centre.comes(`chat ${chat}`, CHAT);
    expect(centre.offers.map((offer) => offer.split(' to ')[1])).toEqual(['ann', 'ben', 'cat', 'ann', 'ben', 'cat']);
  });

  it('ring all: at most so many, those who meet preferred skills and are idle for longest first', () => {
    const centre = new ACentre({ strategy: 'ring-all', ringsAtMost: 2 }).agent('ann').after(1).agent('ben').after(1);
    centre.agent('cat', { english: 5 }).comes('call', { preferred: [english(1)] });
    expect(centre.offers).toEqual(['call to cat', 'call to ann']);
  });

  it('ring all: it rings on while one of them has not answered, then it goes to those who have not been asked', () => {
    const centre = new ACentre({ strategy: 'ring-all', ringsAtMost: 2 }).agent('ann').after(1).agent('ben').after(1);
    centre.agent('cat').comes('call').rejects('call to ann');
    expect(centre.offers).toEqual(['call to ann', 'call to ben']);
    expect(centre.rejects('call to ben').offers).toEqual(['call to cat']);
  });
});

describe('skills', () => {
  it('a level is met from that level on', () => {
    const offers = (level: number) =>
      new ACentre().agent('ann', { english: 3 }).comes('call', { required: [english(level)] }).offers;
    expect(offers(3)).toEqual(['call to ann']);
    expect(offers(4)).toEqual([]);
  });

  it('one that an agent learns counts at once', () => {
    const centre = new ACentre().agent('ann', { english: 3 }).comes('call', { required: [english(4)] });
    expect(centre.defines('ann', { english: 4 }).offers).toEqual(['call to ann']);
  });

  const STEPS: RelaxationStep[] = [
    { contactSkills: 'required-and-preferred', expiresAfterSeconds: 10 },
    { contactSkills: 'required', expiresAfterSeconds: 10 },
    {
      contactSkills: 'required',
      levelsLower: 2,
      requires: {
        any: [
          { skill: 'billing', atLeast: 1 },
          { skill: 'fiber', atLeast: 1 },
        ],
      },
      expiresAfterSeconds: 10,
    },
  ];
  const planned = () => new ACentre().plan('relaxed', 1, STEPS).queue('support', { planId: 'relaxed' });
  const ASKS = { required: [english(4)], preferred: [{ skill: 'fiber', level: 3 }] };

  it.each([
    [0, { english: 4, fiber: 3 }],
    [10, { english: 4 }],
    [20, { english: 2, billing: 1 }],
    [30, {}],
  ])('are relaxed step by step; after %d s somebody with %j will do', (seconds, skills) => {
    const centre = planned().agent('ann', skills).comes('call', ASKS);
    if (seconds > 0) expect(centre.after(seconds - 0.001).offers).toEqual([]);
    expect(centre.after(0.001).offers).toEqual(['call to ann']);
  });

  it('a step without an end never expires', () => {
    const centre = new ACentre()
      .plan('relaxed', 1, [{ contactSkills: 'required' }])
      .queue('support', { planId: 'relaxed' });
    expect(centre.agent('ann').comes('call', ASKS).after(1_000_000).offers).toEqual([]);
  });

  it('late as it may be noticed, every step began when the one before ended', () => {
    const centre = planned().comes('call', ASKS).unnoticed(25);
    centre.apply({ type: 'tick' });
    const [contact] = centre.router.snapshot().contacts;
    expect(contact).toMatchObject({ step: 2, stepSince: centre.at(20) });
  });

  it('time goes on while it rings: a missed offer comes back at the step it would be on', () => {
    const centre = planned()
      .agent('ann', { english: 4, fiber: 3 })
      .comes('call', ASKS)
      .agent('ben', { english: 4, fiber: 1 });
    expect(centre.after(20).offers).toEqual(['call to ann', 'call to ben']);
  });

  it('a new version of a plan holds for those who wait, from when they came', () => {
    const centre = planned().agent('ann').comes('call', ASKS).after(15);
    centre.plan('relaxed', 2, [{ contactSkills: 'required', expiresAfterSeconds: 20 }]);
    expect(centre.offers).toEqual([]);
    expect(centre.after(5).offers).toEqual(['call to ann']);
  });
});

describe('capacity', () => {
  it('a chat does not come into a call, nor a call into a chat', () => {
    const centre = new ACentre().agent('ann').comes('chat', CHAT).comes('call');
    expect(centre.offers).toEqual(['chat to ann']);
    expect(centre.accepts('chat to ann').ends('chat').offers).toEqual(['call to ann']);
  });

  it('unless calls interrupt chats; then no more chats come until the call is over', () => {
    const capacity = { voice: { slots: 1, weight: 100, interrupts: ['chat'] }, chat: { slots: 10, weight: 10 } };
    const centre = new ACentre()
      .agent('ann', {}, { capacity })
      .comes('chat', CHAT)
      .comes('call')
      .comes('late chat', CHAT);
    expect(centre.offers).toEqual(['chat to ann', 'call to ann']);
    expect(centre.accepts('call to ann').ends('call').offers).toEqual(['late chat to ann']);
  });

  it('is given back once', () => {
    const centre = new ACentre().agent('ann').comes('call').accepts('call to ann').ends('call');
    expect(() => centre.ends('call')).toThrow();
    expect(centre.comes('one').comes('two').offers.slice(1)).toEqual(['one to ann']);
  });

  it('of a channel an agent does not serve there is none', () => {
    const centre = new ACentre().agent('ann', {}, { capacity: { chat: { slots: 1, weight: 10 } } }).comes('call');
    expect(centre.offers).toEqual([]);
  });
});

describe('wrap-up', () => {
  const wrapping = (wrapUp: Parameters<ACentre['queue']>[1] & object) =>
    new ACentre(wrapUp).agent('ann').comes('call').accepts('call to ann').ends('call').comes('next');

  it('mandatory: until the agent says so', () => {
    const centre = wrapping({ wrapUp: { mode: 'mandatory' } }).after(3_600);
    expect(centre.offers).toEqual(['call to ann']);
    expect(centre.wrapsUp('call to ann').offers).toEqual(['next to ann']);
  });

  it('timeboxed: until then, or until the time is over', () => {
    const wrapUp = { mode: 'timeboxed', seconds: 30 } as const;
    expect(wrapping({ wrapUp }).after(30).offers).toEqual(['call to ann', 'next to ann']);
    expect(wrapping({ wrapUp }).after(3).wrapsUp('call to ann').offers).toEqual(['call to ann', 'next to ann']);
  });

  it('forced: for exactly that time', () => {
    const centre = wrapping({ wrapUp: { mode: 'forced', seconds: 30 } });
    expect(() => centre.wrapsUp('call to ann')).toThrow('Wrapping up takes as long as it is set to.');
    expect(centre.after(30).offers).toEqual(['call to ann', 'next to ann']);
  });
});

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
