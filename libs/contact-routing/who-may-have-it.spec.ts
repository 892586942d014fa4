import { describe, expect, it } from '@jest/globals';
import { ACentre } from './a-centre.contract.js';
import type { RelaxationStep } from './model/plan.js';

const CHAT = { channel: 'chat' };
const english = (level: number) => ({ skill: 'english', level });
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

  it.each(['round-robin', 'least-occupied'] as const)(
    '%s: of many too, everybody once before anybody twice',
    (strategy) => {
      const centre = new ACentre({ strategy });
      const agents = Array.from({ length: 40 }, (_, index) => `agent ${10 + index}`);
      for (const id of agents) centre.agent(id);
      for (let chat = 1; chat <= 80; chat += 1) centre.comes(`chat ${chat}`, CHAT);
      expect(centre.offers.map((offer) => offer.split(' to ')[1])).toEqual([...agents, ...agents]);
    },
  );

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
      .agent('ben', { english: 2, fiber: 1 });
    expect(centre.after(20).offers).toEqual(['call to ann', 'call to ben']);
  });

  it('a new version of a plan holds for those who wait, from when they came', () => {
    const centre = planned().agent('ann').comes('call', ASKS).after(15);
    centre.plan('relaxed', 2, [{ contactSkills: 'required', expiresAfterSeconds: 20 }]);
    expect(centre.offers).toEqual([]);
    expect(centre.after(5).offers).toEqual(['call to ann']);
  });

  it('and its steps follow each other as if it always had been so', () => {
    const centre = planned().agent('ann').comes('call', ASKS).after(15);
    const step = { contactSkills: 'required', expiresAfterSeconds: 10 } as const;
    centre.plan('relaxed', 2, [step, step]).after(4.999);
    expect(centre.offers).toEqual([]);
    expect(centre.after(0.001).offers).toEqual(['call to ann']);
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
