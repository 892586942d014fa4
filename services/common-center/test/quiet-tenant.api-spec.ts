import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { TenantQuestions } from '#libs/testing/tenant-questions';
import { AnnouncementRounds } from '../src/announcement/announcement-rounds.js';
import { CustomerExportWorker } from '../src/customer/export/export-worker.js';
import { ImportWorker } from '../src/customer/import/import-worker.js';
import { Quarantine } from '../src/file/scan/quarantine.js';
import { IndexWorker } from '../src/knowledge/index/index-worker.js';
import { commonCenter } from '../src/service.js';

const ALL = [AnnouncementRounds, CustomerExportWorker, ImportWorker, Quarantine, IndexWorker];

describe('where nothing is written', () => {
  let service: ServiceInTest;
  let questions: TenantQuestions;
  beforeAll(async () => {
    service = await startForTest(commonCenter);
    questions = new TenantQuestions(service.running.app.get(Database), service.tenants[0]!);
  });
  afterAll(() => service.stop());

  it.each(ALL.map((worker) => [worker.name, worker] as const))('nobody looks: %s', async (_, worker) => {
    await questions.noneDuring(() => service.running.app.get<Quarantine>(worker).rounds.run());
  });
});
