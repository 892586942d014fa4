import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { TenantQuestions } from '#libs/testing/tenant-questions';
import { ForecastRounds } from '../src/planning/forecasts/forecast-rounds.js';
import { ImportRounds } from '../src/planning/history/import-rounds.js';
import { StaffingRounds } from '../src/planning/mixes/staffing-rounds.js';
import { operationsCenter } from '../src/service.js';

const ALL = [ForecastRounds, ImportRounds, StaffingRounds];

describe('where nothing is written', () => {
  let service: ServiceInTest;
  let questions: TenantQuestions;
  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    questions = new TenantQuestions(service.running.app.get(Database), service.tenants[0]!);
  });
  afterAll(() => service.stop());

  it.each(ALL.map((rounds) => [rounds.name, rounds] as const))('nobody looks for orders: %s', async (_, rounds) => {
    await questions.noneDuring(() => service.running.app.get<ForecastRounds>(rounds).rounds.run());
  });
});
