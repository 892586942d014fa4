import { parseArgs } from 'node:util';
import { newId } from '#libs/kernel/id';
import { createLogger } from '#libs/observability/logger';
import { startTracing } from '#libs/observability/tracing';
import { onceStopped } from '#libs/web/platform/once-stopped';
import { clusterPlatform, embeddedPlatform } from '#libs/web/platform/platform';
import { bannerOf } from './banner.js';
import { config } from './config.js';
import { services } from './services.js';
import { startSuite } from './suite.js';

const startedAt = performance.now();
const { values } = parseArgs({ options: { data: { type: 'string' } } });
const env = config();
const level = env.LOG_LEVEL;
const loggerOf = (service: string) => createLogger({ service, level });
const logger = loggerOf('suite');
const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
const names = [...services.map(({ name }) => name), 'gateway'];
const tracings = await Promise.all(names.map((service) => startTracing({ endpoint, service, logger })));

const dataDir = values.data ?? env.DATA_DIR ?? 'data';
const clustered = env.PROFILE === 'cluster';
const platform = clustered
  ? clusterPlatform(env, logger)
  : embeddedPlatform(dataDir, env.SERVICE_SECRET ?? newId(new Date()), logger);
const suite = await startSuite({
  platform,
  loggerOf,
  host: env.HOST,
  port: env.PORT,
  migrate: env.MIGRATE_ON_START,
  ...(clustered ? { redis: { url: env.REDIS_URL!, namespace: env.NAMESPACE } } : {}),
});
onceStopped(async () => {
  await suite.stop();
  await platform.close();
  await Promise.all(tracings.map((tracing) => tracing.stop()));
});
process.stdout.write(`${bannerOf(suite, (performance.now() - startedAt) / 1_000)}\n`);
