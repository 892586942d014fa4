import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { operationsCenter } from '../src/service.js';
import { ARosterCentre, PEOPLE, type Job, type Shift } from './a-roster-centre.js';

describe('operations-center: rosters', () => {
  let service: ServiceInTest;
  let centre: ARosterCentre;
  let rosterId: string;
  let job: Job;

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    centre = await ARosterCentre.of(service);
    rosterId = (await centre.draft()).id;
    job = await centre.made(rosterId, {
      slots: [{ kind: 'meeting', agentIds: PEOPLE.slice(0, 2), minutes: 30, from: '2026-11-30', to: '2026-12-13' }],
    });
  });
  afterAll(() => service.stop());

  it('are made by a job, which says how near the best it is', async () => {
    console.log(JSON.stringify(job, null, 1));
    expect(job).toMatchObject({ status: 'done' });
    expect(job.explanation.missingHours / job.explanation.neededHours).toBeLessThan(0.05);
    const { body } = await centre.planner.get(`/api/v1/rosters/${rosterId}/violations`);
    console.log(JSON.stringify(body));
  });
});
