import type {
  CallOptions,
  ChannelCredentials,
  ClientDuplexStream,
  ClientReadableStream,
  Metadata,
} from '@grpc/grpc-js';
import service from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js';
import type {
  ReceiveMessageRequest,
  ReceiveMessageResponse,
  TelemetryCommand,
} from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js';

const CHANNEL_OPTIONS = {
  // All channels of a process share one connection. One that died without a word would swallow every call, of new clients too.
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  // The default grows to two minutes: that long a broker would be back before anybody noticed.
  'grpc.max_reconnect_backoff_ms': 2_000,
  // A body of the allowed 4 MB is more than 4 MB with its properties.
  'grpc.max_receive_message_length': 8 * 1024 * 1024,
};

type TelemetryStream = ClientDuplexStream<TelemetryCommand, TelemetryCommand>;
type ReceiveStream = ClientReadableStream<ReceiveMessageResponse>;

/** The gRPC stub under the RocketMQ client, with what the client leaves out: channel options, and streams that end well. */
class GuardedStub extends service.MessagingServiceClient {
  readonly #streams = new Set<TelemetryStream | ReceiveStream>();

  constructor(address: string, credentials: ChannelCredentials) {
    super(address, credentials, CHANNEL_OPTIONS);
  }

  override telemetry(metadata?: Metadata | Partial<CallOptions>): TelemetryStream {
    return this.#track(neverUnheard(super.telemetry(metadata as Metadata)));
  }

  override receiveMessage(
    request: ReceiveMessageRequest,
    metadata?: Metadata | Partial<CallOptions>,
    options?: Partial<CallOptions>,
  ): ReceiveStream {
    return this.#track(super.receiveMessage(request, metadata as Metadata, options));
  }

  /** Ends what is open too: a long poll would keep the process, and take messages nobody waits for any more. */
  override close(): void {
    for (const stream of this.#streams) stream.cancel();
    super.close();
  }

  #track<T extends TelemetryStream | ReceiveStream>(stream: T): T {
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    return stream;
  }
}

/**
 * The client takes all listeners off a telemetry stream it lets go of (reconnect, shutdown). When that stream then fails, as
 * it must once the connection is gone, its 'error' event finds nobody and ends the process. Whoever takes the listeners
 * off has lost interest in the stream, so here, and only here, the error means nothing.
 */
function neverUnheard(stream: TelemetryStream): TelemetryStream {
  const removeAllListeners = stream.removeAllListeners.bind(stream);
  stream.removeAllListeners = (event) => removeAllListeners(event).on('error', () => undefined);
  return stream;
}

/** Makes every RocketMQ client of this process use the guarded stub: the client has no option for it. */
export function guardStubs(): void {
  Object.assign(service, { MessagingServiceClient: GuardedStub });
}
