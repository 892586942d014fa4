import { isIP } from 'node:net';
import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { z } from 'zod';

const {
  HOST,
  PORT,
  NAMESPACE,
  CONSUL_URL,
  REDIS_URL,
  ROCKETMQ_ENDPOINTS,
  SERVICE_SECRET,
  INSTANCE_LABELS,
  LOG_LEVEL,
  OTEL_EXPORTER_OTLP_ENDPOINT,
} = PlatformEnvironment.shape;

/** A gateway of its own stands in a cluster: embedded it is a part of the suite. It has no database, and the broker only tells it what changed. */
const GatewayEnvironment = z.object({
  HOST,
  PORT: PORT.default(8080),
  NAMESPACE,
  CONSUL_URL: CONSUL_URL.unwrap(),
  REDIS_URL: REDIS_URL.unwrap(),
  ROCKETMQ_ENDPOINTS,
  SERVICE_SECRET: SERVICE_SECRET.unwrap(),
  INSTANCE_LABELS,
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').filter((proxy) => proxy !== ''))
    .refine(
      (proxies) => proxies.every(isNetwork),
      'expected addresses or networks such as 10.0.0.0/8, joined by commas',
    )
    .describe('the load balancers before the gateway: whom they name in X-Forwarded-For is taken for the client'),
  LARGEST_BODY_MIB: z.coerce
    .number()
    .int()
    .positive()
    .default(1024)
    .describe('bodies of operations that take large ones, whatever they declare'),
  LONGEST_UPLOAD_MINUTES: z.coerce
    .number()
    .int()
    .positive()
    .max(24 * 60)
    .default(60)
    .describe('in which a large body has to come, whatever its operation declares'),
  METRICS_HOST: HOST.describe('the address that metrics are told at: an inner one, for nobody is asked who they are'),
  METRICS_PORT: PORT.default(9464).describe('the port that metrics are told at; 0 takes any free one'),
  LOG_LEVEL,
  OTEL_EXPORTER_OTLP_ENDPOINT,
});

export const config = () => readEnvironment(GatewayEnvironment, process.env);

function isNetwork(proxy: string): boolean {
  const [address = '', bits = '0', ...more] = proxy.split('/');
  return (
    isIP(address) !== 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= (isIP(address) === 4 ? 32 : 128) &&
    more.length === 0
  );
}
