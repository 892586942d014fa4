import { ConsulConfigCentre } from '#libs/discovery/config/consul-config-centre';
import { ConsulRegistry } from '#libs/discovery/registry/consul-registry';
import { SystemClock } from '#libs/kernel/clock';
import { RocketMqBroker } from '#libs/messaging/rocketmq/rocketmq-broker';
import { createLogger } from '#libs/observability/logger';
import { startTracing } from '#libs/observability/tracing';
import { onceStopped } from '#libs/web/platform/once-stopped';
import { config } from './config.js';
import { startGateway } from './service.js';

const env = config();
const logger = createLogger({ service: 'gateway', level: env.LOG_LEVEL });
const tracing = await startTracing({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, service: 'gateway', logger });
const consul = { url: env.CONSUL_URL, namespace: env.NAMESPACE };
const registry = new ConsulRegistry(consul, logger);
const configCentre = new ConsulConfigCentre(consul, logger);
const endpoints = env.ROCKETMQ_ENDPOINTS;
const broker = endpoints ? new RocketMqBroker({ endpoints, namespace: env.NAMESPACE, logger }) : undefined;
const gateway = await startGateway({
  platform: {
    clock: new SystemClock(),
    registry,
    configCentre,
    secret: env.SERVICE_SECRET,
    labels: env.INSTANCE_LABELS,
  },
  logger,
  trustedProxies: env.TRUSTED_PROXIES,
  host: env.HOST,
  port: env.PORT,
  limits: {
    largestBodyBytes: env.LARGEST_BODY_MIB * 1024 ** 2,
    longestUploadMs: env.LONGEST_UPLOAD_MINUTES * 60_000,
  },
  metrics: { host: env.METRICS_HOST, port: env.METRICS_PORT },
  redis: { url: env.REDIS_URL, namespace: env.NAMESPACE },
  ...(broker && { broker }),
});
onceStopped(async () => {
  await gateway.stop();
  await Promise.all([broker?.close(), registry.close(), configCentre.close()]);
  await tracing.stop();
});
