import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';
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
