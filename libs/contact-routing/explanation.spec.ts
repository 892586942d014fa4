import { describe, expect, it } from '@jest/globals';
import { ACentre, member } from './a-centre.contract.js';

const english = { skill: 'english', level: 4 };

/** What stands between a contact and an agent. */
function why(centre: ACentre, contactId: string, agentId: string): string | null | undefined {
  return centre.router.explain(contactId).agents.find((each) => each.agentId === agentId)?.excludedBy;
}

describe('why not this agent', () => {
  it.each<[string, (centre: ACentre) => ACentre]>([
    ['not-ready', (centre) => centre.agent('ann').sets('ann', 'not-ready')],
    ['logged-out', (centre) => centre.defines('ann')],
    ['not-responding', (centre) => centre.agent('ann').comes('missed').after(20)],
    ['no-capacity', (centre) => centre.agent('ann').comes('busy').accepts('busy to ann')],
    ['channel-not-handled:voice', (centre) => centre.agent('ann', {}, { capacity: {} })],
    ['not-member', (centre) => centre.agent('ann', {}, { queues: [] })],
    ['skill-missing:english>=4', (centre) => centre.agent('ann', { english: 3 })],
  ])('%s', (rule, given) => {
    const centre = given(new ACentre());
    expect(why(centre.comes('call', { required: rule.startsWith('skill') ? [english] : [] }), 'call', 'ann')).toBe(
      rule,
    );
  });

  it('queue-delay: until when', () => {
    const centre = new ACentre().agent('ann', {}, { queues: [member('support', 1, 30)] }).comes('call');
    expect(why(centre, 'call', 'ann')).toBe(`queue-delay:${centre.at(30)}`);
  });

  it('cooling-down: until when', () => {
    const centre = new ACentre().agent('ann').comes('call').rejects('call to ann');
    expect(why(centre, 'call', 'ann')).toBe(`cooling-down:${centre.at(30)}`);
  });

  it('waits-for-other-agent, contact-paused, has-contact, contact-not-waiting', () => {
    const centre = new ACentre().agent('ann').comes('busy').accepts('busy to ann').agent('ben', {}, { queues: [] });
    centre.comes('call', { wishes: [{ agentId: 'ann', as: 'last', waitSeconds: 60 }] });
    expect(why(centre, 'call', 'ben')).toBe('waits-for-other-agent');
    centre.apply({ type: 'callback-requested', contactId: 'call', notBefore: centre.at(99) });
    expect(why(centre, 'call', 'ann')).toBe('contact-paused');
    expect(why(centre, 'busy', 'ann')).toBe('contact-not-waiting');
    centre.transfers('busy', { letGo: 'on-accept', queueId: 'support', age: 'system' });
    expect(why(centre, 'busy', 'ann')).toBe('has-contact');
  });
});

describe('an offer tells', () => {
  it('the plan, its version and step, the score, who was chosen and who would be next', () => {
    const steps = [
      { contactSkills: 'required', expiresAfterSeconds: 10 },
      { contactSkills: 'required', levelsLower: 1 },
    ] as const;
    const centre = new ACentre().plan('relaxed', 7, steps).queue('support', { planId: 'relaxed' });
    centre.agent('ann', { english: 3 }).after(1).agent('ben', { english: 3 });
    centre.comes('call', { priority: 1, required: [english] }).after(10);
    const offer = centre.news.find((each) => each.type === 'offer-made');
    expect(offer?.type === 'offer-made' && offer.explanation).toEqual({
      queueId: 'support',
      strategy: 'longest-idle',
      score: 70,
      plan: { id: 'relaxed', version: 7, step: 1 },
      requires: 'english>=3',
      wish: null,
      regime: 'agents-wait',
      queuePriority: 1,
      candidates: 2,
      chosen: {
        agentId: 'ann',
        preferredMet: 0,
        skillLevels: 3,
        occupancy: 0,
        idleSince: centre.at(0),
        lastOffered: 0,
      },
      runnersUp: [
        { agentId: 'ben', preferredMet: 0, skillLevels: 3, occupancy: 0, idleSince: centre.at(1), lastOffered: 0 },
      ],
    });
  });

  it('when it was the agent who came free', () => {
    const centre = new ACentre().comes('call').agent('ann');
    expect(centre.news.at(-1)).toMatchObject({ explanation: { regime: 'contacts-wait' } });
  });
});

describe('a contact tells', () => {
  it('what it waits for, at which place', () => {
    const centre = new ACentre().comes('first').comes('second', { required: [english] });
    expect(centre.router.explain('second')).toMatchObject({
      state: 'waiting',
      position: 2,
      estimatedWaitMs: null,
      requires: 'english>=4',
      plan: null,
      agents: [],
    });
  });

  it('when it does not wait: who has it is no secret, its place is none', () => {
    const centre = new ACentre().agent('ann').comes('call');
    expect(centre.router.explain('call')).toMatchObject({ state: 'offered', position: null });
    expect(centre.accepts('call to ann').router.explain('call')).toMatchObject({ state: 'handled', position: null });
    expect(() => centre.router.waitingTime('call')).toThrow('The contact does not wait.');
    expect(() => centre.router.explain('nobody')).toThrow('The contact is not being routed.');
  });
});
