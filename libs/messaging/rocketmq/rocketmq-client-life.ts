import type { ClientDuplexStream } from '@grpc/grpc-js';
import { Duplex } from 'node:stream';
import type { BaseClient } from 'rocketmq-client-nodejs';
import definition from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js';
import type { TelemetryCommand } from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js';
import { askRoute } from './rocketmq-route.js';
import type { RocketMqSettings } from './rocketmq-settings.js';
import { within } from '../within.js';

/** The goodbye to the broker is a courtesy. */
const GOODBYE_MS = 1_000;

/**
 * A client whose startup fails or hangs (no answer on its telemetry stream) never recovers: it is taken down at once. The route is
 * asked for first, because a startup that finds nobody goes on trying by itself for seconds.
 */
export async function start<T extends BaseClient>(
  client: T,
  topic: string,
  { startupMs, requestMs }: RocketMqSettings,
  signal?: AbortSignal,
): Promise<T> {
  ignoreBackoff(client);
  const startup = async (over: AbortSignal) => {
    await askRoute(client, topic, requestMs);
    over.throwIfAborted();
    await client.startup();
  };
  try {
    await within(startupMs, startup, signal);
    return client;
  } catch (error) {
    await stop(client);
    throw error;
  }
}

const stopping = new WeakMap<BaseClient, Promise<void>>();

/** Leaves nothing of the client behind, in bounded time; asked twice it stops once. */
export function stop(client: BaseClient): Promise<void> {
  const stopped = stopping.get(client) ?? takeDown(client);
  stopping.set(client, stopped);
  return stopped;
}

/**
 * The client's own shutdown gives up at the first call that fails, before it has closed anything, and what is still going on
 * inside (a startup, a reconnect due in a second) would open it all again.
 */
async function takeDown(client: BaseClient): Promise<void> {
  await within(GOODBYE_MS, () => client.shutdown()).catch(() => undefined);
  client.getTelemetrySession = () => {
    throw new Error('the client is stopped');
  };
  client.createTelemetryStream = silentStream;
  client.getRpcClientManager().close();
}

/** For a reconnect out of a timer, where an error would be nobody's. */
function silentStream(): ClientDuplexStream<TelemetryCommand, TelemetryCommand> {
  const silent = new Duplex({ objectMode: true, read: () => undefined, write: (_chunk, _encoding, done) => done() });
  return silent as unknown as ClientDuplexStream<TelemetryCommand, TelemetryCommand>;
}

/**
 * A proxy may serve a retry policy the client cannot read, and then it throws where nobody can catch it, in a stream's event.
 * No client here ever retries by itself, so any policy will do.
 */
function ignoreBackoff(client: BaseClient): void {
  const onSettings = client.onSettingsCommand.bind(client);
  const none = new definition.RetryPolicy()
    .setMaxAttempts(1)
    .setExponentialBackoff(new definition.ExponentialBackoff());
  client.onSettingsCommand = (endpoints, settings) => onSettings(endpoints, settings.setBackoffPolicy(none));
}
