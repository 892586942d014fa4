import { describe, expect, it } from '@jest/globals';
import { RosterDemandInvalid } from '../domain/rostering.errors.js';
import { demandFor, readDemand, type GivenDemand } from './demand-file.js';

const ROSTER = { startsOn: '2026-11-30', weeks: 1 };
const hours = (agents: number) => new Array<number>(24).fill(agents);
const day = (more: Partial<GivenDemand['days'][number]>) => ({
  intervalMinutes: 60,
  days: [{ date: '2026-11-30', ...more }],
});

describe('the demand of a roster by skill', () => {
  it('is read from rows that name one, and is what all of them need together', () => {
    const csv =
      'date,time,skill,agents\n2026-11-30,08:00,sales,2\n2026-11-30,08:00,service,1.5\n2026-11-30,09:00,sales,1';
    const [monday, tuesday] = demandFor(ROSTER, readDemand(csv, 60)).days;
    expect([monday!.skills!['sales']![8], monday!.skills!['service']![8], monday!.agents[8]]).toEqual([2, 1.5, 3.5]);
    expect([monday!.agents[9], tuesday!.agents, tuesday!.skills]).toEqual([1, hours(0), undefined]);
  });

  it('without skills is as it was', () => {
    const csv = 'date,time,agents\n2026-11-30,08:00,2';
    const [monday] = demandFor(ROSTER, readDemand(csv, 60)).days;
    expect([monday!.agents[8], monday!.skills]).toEqual([2, undefined]);
  });

  it.each([
    ['both ways on one day', day({ agents: hours(1), skills: { sales: hours(1) } })],
    ['in no way', day({})],
    ['with too few intervals of a skill', day({ skills: { sales: [1, 2] } })],
    [
      'by skill on some days alone',
      {
        ...{ intervalMinutes: 60 },
        days: [
          { date: '2026-11-30', skills: { sales: hours(1) } },
          { date: '2026-12-01', agents: hours(1) },
        ],
      },
    ],
  ])('said %s is refused', (_, demand) => {
    expect(() => demandFor(ROSTER, demand)).toThrow(RosterDemandInvalid);
  });
});
