import { describe, expect, it } from '@jest/globals';
import { Campaign, type CampaignMove } from './campaign.aggregate.js';
import { callerIdFor, type CampaignDefinition } from './campaign-definition.js';
import { CampaignEnded, CampaignIsRunning, CampaignMoveRefused } from './campaign.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const definition = { callerIds: ['+861', '+862', '+863'], planId: null } as unknown as CampaignDefinition;

function aCampaign(...moves: CampaignMove[]): Campaign {
  const campaign = Campaign.draft('c1', 'spring', definition, 'sam', NOW);
  for (const move of moves) campaign.move(move, 'sam', NOW);
  return campaign;
}

describe('a campaign', () => {
  it('runs, pauses, runs again and ends', () => {
    expect(aCampaign('start').terms.running).toBe(true);
    expect(aCampaign('start', 'pause').terms.running).toBe(false);
    expect(aCampaign('start', 'pause', 'start').terms.running).toBe(true);
    expect(aCampaign('start', 'end').terms.running).toBe(false);
  });

  it.each([
    ['pause', []],
    ['start', ['start']],
    ['start', ['end']],
    ['end', ['end']],
  ] as const)('refuses to %s after %j', (move, before) => {
    expect(() => aCampaign(...before).move(move, 'sam', NOW)).toThrow(CampaignMoveRefused);
  });

  it('is defined anew while it does not run, and never after its end', () => {
    aCampaign('start', 'pause').redefine('autumn', definition, 'sam', NOW);
    expect(() => aCampaign('start').redefine('autumn', definition, 'sam', NOW)).toThrow(CampaignIsRunning);
    expect(() => aCampaign('end').redefine('autumn', definition, 'sam', NOW)).toThrow(CampaignEnded);
  });

  it('shows a number the caller ids in turn', () => {
    const shown = [0, 1, 2].map((attempt) => callerIdFor(definition, '+8613800000001', attempt));
    expect(new Set(shown).size).toBe(3);
    expect(callerIdFor(definition, '+8613800000001', 3)).toBe(shown[0]);
  });
});
