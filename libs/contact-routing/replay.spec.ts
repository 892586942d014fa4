import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ACentre } from './a-centre.contract.js';
import { explainOffer, firstDifference, replay, type Recorded, type Written } from './replay.js';
import { Router } from './router.js';

const UNKNOWN = { type: 'contact-ended', contactId: 'nobody' } as const;
const EMPTY = Router.empty().snapshot();

describe('a recorded day', () => {
  // Recorded once. Where decisions change on purpose, it is recorded anew, and the difference is read.
  const recorded = readFileSync(new URL('./recorded/a-day.jsonl', import.meta.url), 'utf8');
  const day = recorded
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);

  it('replays byte for byte', () => {
    const replayed = replay(EMPTY, day).map((each) => `${JSON.stringify(each)}\n`);
    expect(replayed.join('')).toBe(recorded);
  });

  it('replays byte for byte from the middle, out of what was kept then', () => {
    const middle = Math.floor(day.length / 2);
    const router = Router.empty();
    for (const { at, event } of day.slice(0, middle)) router.apply(event, new Date(at));
    const kept = JSON.parse(JSON.stringify(router.snapshot())) as ReturnType<Router['snapshot']>;
    expect(JSON.stringify(replay(kept, day.slice(middle)))).toBe(JSON.stringify(day.slice(middle)));
  });

  it('is compared with what was written down: the first byte that is another is found, wherever it is', () => {
    const written = day.map(({ decisions, ...each }): Written => ({
      ...each,
      decisions: decisions.map((decision) => JSON.stringify(decision)),
    }));
    expect(firstDifference(Router.empty(), written)).toBeNull();
    const places = written.flatMap(({ decisions }, event) => decisions.map((_, decision) => ({ event, decision })));
    for (const place of places.filter((_, index) => index % 20 === 0)) {
      const { decisions } = written[place.event]!;
      const [was, forged] = [decisions[place.decision]!, decisions[place.decision]!.replace(/.}$/, '~}')];
      const other = written.with(place.event, {
        ...written[place.event]!,
        decisions: decisions.with(place.decision, forged),
      });
      const found = { ...place, written: forged, again: was };
      expect(firstDifference(Router.empty(), other)).toEqual(found);
    }
    const shorter = written.with(0, { ...written[0]!, decisions: [...written[0]!.decisions, '{}'] });
    const missing = { event: 0, decision: written[0]!.decisions.length, written: '{}', again: null };
    expect(firstDifference(Router.empty(), shorter)).toEqual(missing);
    const refused = firstDifference(Router.empty(), [written[0]!, { ...written[0]!, event: UNKNOWN, decisions: [] }]);
    expect(refused).toMatchObject({ event: 1, again: expect.stringMatching(/^refused: /) });
  });

  it('can be asked about every offer, why this agent', () => {
    const offers = day.flatMap(({ decisions }) => decisions.filter((each) => each.type === 'offer-made'));
    expect(offers.length).toBeGreaterThan(20);
    for (const { reservationId, agentId, explanation } of offers) {
      const { agents, ...short } = explainOffer(EMPTY, day, reservationId)!;
      expect(short).toEqual(explanation);
      const verdict = agents!.find((each) => each.agentId === agentId)!;
      if (explanation.strategy !== 'ring-all') expect(verdict.excludedBy).toBeNull();
    }
  });
});

describe('an offer', () => {
  it('is explained for everybody, long after', () => {
    const centre = new ACentre().agent('ann', { english: 3 }).after(1).agent('ben', { english: 5 });
    centre
      .agent('cat')
      .comes('call', { required: [{ skill: 'english', level: 3 }] })
      .accepts('call to ann')
      .ends('call');
    const { agents } = explainOffer(EMPTY, centre.log, 'call/1')!;
    expect(agents!.map(({ agentId, excludedBy }) => [agentId, excludedBy])).toEqual([
      ['ann', null],
      ['ben', 'lower-rank:idle-since'],
      ['cat', 'skill-missing:english>=3'],
    ]);
  });

  it('that was not made has no explanation', () => {
    expect(explainOffer(EMPTY, new ACentre().log, 'call/1')).toBeNull();
  });
});
