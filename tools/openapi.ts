import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCatalogue } from '#libs/kernel/domain-error';
import { createLogger } from '#libs/observability/logger';
import { createService } from '#libs/web/http/bootstrap';
import { openApiOf } from '#libs/web/http/openapi';
import { embeddedPlatform } from '#libs/web/platform/platform';
import { services } from '../services/suite/src/services.js';

/** Writes the API of every service, and every error code there is, to docs/api: what reviewers see change. */
const folder = join('docs', 'api');
const scratch = join(tmpdir(), `switchboard-openapi-${process.pid}`);
const logger = createLogger({ service: 'openapi', level: 'warn' });
const platform = embeddedPlatform(scratch, 'not used for anything', logger);

await mkdir(folder, { recursive: true });
for (const service of services) {
  const app = await createService(service, platform, logger);
  await writeJson(`${service.name}.json`, openApiOf(app, service));
  await app.close();
}
await writeJson('error-codes.json', Object.fromEntries([...errorCatalogue()].sort(([a], [b]) => a.localeCompare(b))));
await platform.close();
await rm(scratch, { recursive: true, force: true });

async function writeJson(name: string, content: unknown): Promise<void> {
  await writeFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`${join(folder, name)}\n`);
}
