import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';
import { ReservationClosed } from './routing.errors.js';

const CHAT = { channel: 'chat' };
const TO_BEN = { letGo: 'on-accept', agentId: 'ben', waitSeconds: 10, fallbackQueueId: null } as const;

/** What users of other systems complain about, each by its issue. */
describe('what others are complained about', () => {
  it('chatwoot#13050: in a spike nobody is overloaded and nothing is lost, there is a queue', () => {
    const centre = new ACentre().agent('ann', {}, { capacity: { chat: { slots: 2, weight: 10 } } });
    for (const id of ['first', 'second', 'third', 'fourth']) centre.after(1).comes(id, CHAT);
    expect(centre.offers).toEqual(['first to ann', 'second to ann']);
    expect(centre.router.waitingTime('third').position).toBe(1);
    expect(centre.router.waitingTime('fourth').position).toBe(2);
  });

  it('chatwoot#10376: whoever frees up takes the oldest, not the newest', () => {
    const centre = new ACentre().agent('ann').comes('call').accepts('call to ann');
    centre
      .after(1)
      .comes('old')
      .after(1)
      .comes('older still', { ageFrom: centre.at(0) })
      .after(1)
      .comes('new');
    centre.ends('call');
    expect(centre.offers).toEqual(['call to ann', 'older still to ann']);
  });

  it('chatwoot#10685: those who wait are offered as soon as an agent is back', () => {
    const centre = new ACentre().agent('ann').sets('ann', 'not-ready').comes('call').after(600);
    expect(centre.offers).toEqual([]);
    expect(centre.sets('ann', 'ready').offers).toEqual(['call to ann']);
  });

  it('chatwoot#11034: the least occupied gets the next one', () => {
    const centre = new ACentre({ strategy: 'least-occupied' }).agent('ann').after(1).agent('ben').after(1).agent('cat');
    for (let chat = 1; chat <= 30; chat += 1) centre.comes(`chat ${chat}`, CHAT);
    const to = centre.offers.map((offer) => offer.split(' to ')[1]!);
    expect(['ann', 'ben', 'cat'].map((agent) => to.filter((each) => each === agent).length)).toEqual([10, 10, 10]);
    for (let turn = 0; turn < 30; turn += 3) expect(new Set(to.slice(turn, turn + 3)).size).toBe(3);
  });

  describe('chatwoot#4158: a returning customer waits for the last agent', () => {
    const wishes = [{ agentId: 'ann', as: 'last', waitSeconds: 30 }] as const;

    it('if that agent is there and busy', () => {
      const centre = new ACentre().agent('ann').comes('call').accepts('call to ann').agent('ben');
      centre.comes('returning', { wishes }).after(29);
      expect(centre.offers).toEqual(['call to ann']);
      expect(centre.after(1).offers).toEqual(['returning to ben']);
    });

    it('but not when that agent is away, or goes away', () => {
      const centre = new ACentre().agent('ann').sets('ann', 'logged-out').agent('ben').comes('returning', { wishes });
      expect(centre.offers).toEqual(['returning to ben']);
      const later = new ACentre().agent('ann').comes('call').accepts('call to ann').agent('ben');
      later.comes('returning', { wishes }).sets('ann', 'not-ready');
      expect(later.offers).toEqual(['call to ann', 'returning to ben']);
    });
  });

  it('chatwoot#1198: an agent has so many at once, on each channel', () => {
    const centre = new ACentre().agent('ann');
    for (let chat = 1; chat <= 12; chat += 1) centre.comes(`chat ${chat}`, CHAT);
    expect(centre.offers).toHaveLength(10);
    expect(new ACentre().agent('ann').comes('call').comes('chat', CHAT).offers).toEqual(['call to ann']);
  });

  it('freeswitch#2540: an offer to all never leaves an agent reserved', () => {
    const centre = new ACentre({ strategy: 'ring-all' }).agent('ann').agent('ben').comes('call');
    expect(centre.offers).toEqual(['call to ann', 'call to ben']);
    centre.unnoticed(3_600).apply({ type: 'tick' });
    expect(centre.router.snapshot().reservations.map(({ state }) => state)).toEqual(['timeout', 'timeout']);
    expect(centre.sets('ann', 'ready').offers).toEqual(['call to ann']);
  });

  it('freeswitch#1973: of two who answer at once one has the call, the other is told', () => {
    const centre = new ACentre({ strategy: 'ring-all' }).agent('ann').agent('ben').comes('call').accepts('call to ben');
    expect(centre.happened.slice(-2)).toEqual([
      'reservation-changed call ben accepted',
      'reservation-changed call ann rescinded',
    ]);
    expect(refusal(() => centre.accepts('call to ann'))).toMatchObject({ details: { state: 'rescinded' } });
  });

  it('freeswitch#2529: nobody is rung by a caller who hung up', () => {
    const centre = new ACentre().agent('ann').comes('call').hangsUp('call');
    expect(centre.happened.slice(-2)).toEqual([
      'reservation-changed call ann rescinded',
      'contact-left call abandoned',
    ]);
    expect(centre.comes('next').offers).toEqual(['next to ann']);
    expect(centre.hangsUp('call').news).toEqual([]);
  });

  it('freeswitch#2511: nobody with a lower score is connected before those with a higher one', () => {
    const centre = new ACentre();
    const ages = [53, 303, 17, 260, 120, 299, 1, 214];
    ages.forEach((age) => centre.comes(`score ${age}`, { ageFrom: centre.at(-age) }));
    for (const age of ages) centre.agent(`agent ${age}`);
    const served = centre.offers.map((offer) => Number(/\d+/.exec(offer)));
    expect(served).toEqual(ages.toSorted((a, b) => b - a));
  });

  it('freeswitch#1221: one agent who cannot does not stop the others', () => {
    const centre = new ACentre().agent('ann').after(1).agent('ben').after(1).agent('cat');
    centre.sets('ann', 'not-ready').comes('first').after(20).after(1);
    expect(centre.offers).toEqual(['first to ben', 'first to cat']);
  });

  it('freeswitch#800: an agent who becomes unready while it rings is not rung again', () => {
    const centre = new ACentre().agent('ann').comes('call').sets('ann', 'not-ready').after(300);
    expect(centre.offers).toEqual(['call to ann']);
    expect(centre.agent('ben').offers).toEqual(['call to ben']);
  });

  it('asterisk#1006: wrap-up holds in all queues of an agent, for as long as it is set', () => {
    const queues = ['support', 'sales', 'billing'].map((id) => member(id));
    const centre = new ACentre({ wrapUp: { mode: 'forced', seconds: 30 } }).queue('sales').queue('billing');
    centre.agent('ann', {}, { queues }).comes('call').accepts('call to ann').ends('call');
    centre.comes('for sales', { queueId: 'sales' }).after(1).comes('for billing', { queueId: 'billing' }).after(28.999);
    expect(centre.offers).toEqual(['call to ann']);
    expect(centre.after(0.001).offers).toEqual(['for sales to ann']);
  });

  it('asterisk#1377: wrap-up is a state that is told, and visible', () => {
    const centre = new ACentre({ wrapUp: { mode: 'mandatory' } }).agent('ann').comes('call').accepts('call to ann');
    expect(centre.ends('call').happened.at(-2)).toBe('reservation-changed call ann wrapping');
    expect(centre.wrapsUp('call to ann').happened).toEqual(['reservation-changed call ann completed']);
  });

  it('amazon-connect-streams#241: an outbound call leaves the state of the agent as it was', () => {
    const centre = new ACentre().agent('ann').sets('ann', 'not-ready').comes('call');
    centre.apply({ type: 'own-work-begun', agentId: 'ann', contactId: 'outbound', channel: 'voice' });
    centre.ends('outbound').after(60);
    expect(centre.offers).toEqual([]);
    expect(centre.router.snapshot().agents[0]!.state).toBe('not-ready');
  });

  it('amazon-connect-streams#613: of what is chosen for after the work, the last word counts', () => {
    const chosen = (...states: ('ready' | 'logged-out' | 'not-ready')[]) => {
      const centre = new ACentre().agent('ann').comes('call').accepts('call to ann');
      for (const state of states) centre.sets('ann', state, 'after-work');
      return centre.ends('call').router.snapshot().agents[0]!.state;
    };
    expect(chosen('logged-out')).toBe('logged-out');
    expect(chosen('logged-out', 'ready')).toBe('ready');
    expect(chosen('ready', 'not-ready')).toBe('not-ready');
  });

  it('amazon-connect-streams#292: who rejects a call is not rung by it again at once', () => {
    const centre = new ACentre().agent('ann').comes('call').rejects('call to ann').after(29);
    expect(centre.offers).toEqual(['call to ann']);
    expect(centre.after(1).offers).toEqual(['call to ann']);
    centre.rejects('call to ann').after(59);
    expect(centre.offers).toEqual([]);
    expect(centre.after(1).offers).toEqual(['call to ann']);
  });

  it('twilio queued-callbacks#35: a callback is asked for in any state, and again', () => {
    const centre = new ACentre().agent('ann').comes('call');
    const asks = { type: 'callback-requested', contactId: 'call', notBefore: centre.at(60) } as const;
    centre.apply(asks);
    centre.apply(asks);
    expect(centre.offers).toEqual(['call to ann']);
    expect(centre.after(60).offers).toEqual(['call to ann']);
  });

  it('twilio-taskrouter.js#2: what is created and cancelled in turn comes to rest', () => {
    const centre = new ACentre({
      noAnswer: { excludedSeconds: 0, toTheEnd: false, agentBecomes: 'ready' },
      breaker: { misses: 3, pauseSeconds: 60 },
    });
    centre.agent('ann').comes('call');
    for (let turn = 0; turn < 3; turn += 1) {
      centre.apply({ type: 'reservation-canceled', reservationId: centre.reservation('call to ann') });
    }
    expect(centre.happened.at(-1)).toBe('contact-paused call loop-breaker');
    expect(centre.after(59).offers).toEqual([]);
    expect(centre.after(1).offers).toEqual(['call to ann']);
  });

  describe('flex-project-template#476: who transfers a contact has it', () => {
    const inTransfer = () => {
      const centre = new ACentre().agent('ann').comes('call').accepts('call to ann').agent('ben');
      centre.transfers('call', TO_BEN);
      expect(centre.offers).toEqual(['call to ann', 'call to ben']);
      return centre;
    };

    it('until the other accepts', () => {
      const centre = inTransfer().accepts('call to ben');
      expect(centre.happened).toEqual([
        'reservation-changed call ben accepted',
        'reservation-changed call ann completed',
      ]);
    });

    it('and for good when nobody does', () => {
      const centre = inTransfer().after(20);
      expect(centre.happened.at(-1)).toBe('transfer-failed call');
      expect(centre.ends('call').happened).toContain('reservation-changed call ann completed');
    });
  });
});

function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(ReservationClosed);
    return error;
  }
  throw new Error('it was not refused');
}
