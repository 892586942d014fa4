import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import definition from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js';
import type { Message, Settings } from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/definition_pb.js';
import grpc from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_grpc_pb.js';
import service from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js';
import type {
  AckMessageRequest,
  ChangeInvisibleDurationRequest,
  QueryRouteRequest,
  ReceiveMessageRequest,
  ReceiveMessageResponse,
  SendMessageRequest,
  TelemetryCommand,
} from 'rocketmq-client-nodejs/proto/apache/rocketmq/v2/service_pb.js';
import { setTimeout as pause } from 'node:timers/promises';

const { Code } = definition;

type Answer<T> = (error: Error | null, answer?: T) => void;
type Unary<Request, Response> = (call: ServerUnaryCall<Request, Response>, answer: Answer<Response>) => void;
type Telemetry = ServerDuplexStream<TelemetryCommand, TelemetryCommand>;

interface Stored {
  readonly message: Message;
  attempts: number;
  visibleAt: number;
}

/**
 * As much of a RocketMQ gRPC proxy as its Node client talks to, with its faults on demand. One queue per topic, one group.
 * It proves how we bear the client's hazards; what a broker does, only the real one proves.
 */
export class RocketMqMockProxy {
  /** Where routes lead; this proxy itself unless said otherwise. */
  routeTo: RocketMqMockProxy = this;
  /** Whether a client's settings are ever answered. */
  answersTelemetry = true;
  /** Before the route of a topic is told. */
  routeDelayMs = 0;

  /** Names of the topics of every settings command. */
  readonly settings: string[][] = [];
  readonly sent: string[] = [];
  readonly acknowledged: string[] = [];
  readonly hiddenForMs: number[] = [];
  /** Names of calls the adapter has no business making. */
  readonly unexpected: string[] = [];
  goodbyes = 0;
  routesTold = 0;

  readonly #queues = new Map<string, Stored[]>();
  readonly #telemetry = new Set<Telemetry>();
  #server = new Server();
  #port = 0;

  static async start(): Promise<RocketMqMockProxy> {
    const proxy = new RocketMqMockProxy();
    await proxy.start();
    return proxy;
  }

  get endpoint(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Also after kill(): at the same address, with the same messages. */
  async start(): Promise<void> {
    this.#server = new Server();
    this.#server.addService(grpc.MessagingServiceService, this.#calls());
    const bind = Promise.withResolvers<number>();
    this.#server.bindAsync(`127.0.0.1:${this.#port}`, ServerCredentials.createInsecure(), (error, port) =>
      error ? bind.reject(error) : bind.resolve(port),
    );
    this.#port = await bind.promise;
  }

  /** Ends at once, with every connection. */
  kill(): void {
    this.#telemetry.clear();
    this.#server.forceShutdown();
  }

  /** Tells every client to open a new telemetry stream; the old ones end in an error once it did. */
  async makeClientsReconnect(): Promise<void> {
    const old = [...this.#telemetry];
    for (const stream of old) stream.removeAllListeners('end');
    const command = new service.TelemetryCommand().setReconnectEndpointsCommand(
      new service.ReconnectEndpointsCommand().setNonce('1'),
    );
    for (const stream of old) stream.write(command);
    while (this.#telemetry.size < 2 * old.length) await pause(5);
    for (const stream of old) stream.destroy(new Error('the old stream is gone'));
  }

  #calls() {
    const refuse = (name: string) => (_call: unknown, answer: Answer<never>) => {
      this.unexpected.push(name);
      answer(new Error(`the mock proxy has no ${name}`));
    };
    return {
      queryRoute: this.#queryRoute,
      heartbeat: reply(() => new service.HeartbeatResponse().setStatus(ok())),
      sendMessage: reply((request: SendMessageRequest) => this.#store(request)),
      receiveMessage: (call: ServerWritableStream<ReceiveMessageRequest, ReceiveMessageResponse>) =>
        void this.#receive(call),
      ackMessage: reply((request: AckMessageRequest) => this.#acknowledge(request)),
      changeInvisibleDuration: reply((request: ChangeInvisibleDurationRequest) => this.#hide(request)),
      notifyClientTermination: reply(() => {
        this.goodbyes += 1;
        return new service.NotifyClientTerminationResponse().setStatus(ok());
      }),
      telemetry: (call: Telemetry) => this.#listenTo(call),
      forwardMessageToDeadLetterQueue: refuse('forwardMessageToDeadLetterQueue'),
    };
  }

  readonly #queryRoute: Unary<QueryRouteRequest, InstanceType<typeof service.QueryRouteResponse>> = (
    { request },
    answer,
  ) => {
    const address = new definition.Address().setHost('127.0.0.1').setPort(this.routeTo.#port);
    const endpoints = new definition.Endpoints().setScheme(definition.AddressScheme.IPV4).setAddressesList([address]);
    const queue = new definition.MessageQueue()
      .setTopic(request.getTopic())
      .setPermission(definition.Permission.READ_WRITE)
      .setBroker(new definition.Broker().setName('mock').setEndpoints(endpoints))
      .setAcceptMessageTypesList([definition.MessageType.FIFO]);
    const response = new service.QueryRouteResponse().setStatus(ok()).setMessageQueuesList([queue]);
    setTimeout(() => {
      this.routesTold += 1;
      answer(null, response);
    }, this.routeDelayMs);
  };

  #listenTo(stream: Telemetry): void {
    this.#telemetry.add(stream);
    stream.on('error', () => this.#telemetry.delete(stream));
    stream.on('close', () => this.#telemetry.delete(stream));
    stream.on('end', () => stream.end());
    stream.on('data', (command: TelemetryCommand) => {
      const settings = command.getSettings();
      if (settings === undefined) return;
      this.settings.push(topicsOf(settings));
      if (this.answersTelemetry) stream.write(command.setSettings(asServed(settings)));
    });
  }

  #store(request: SendMessageRequest) {
    const [message] = request.getMessagesList();
    if (message === undefined) throw new Error('a send without a message');
    this.#queue(message.getTopic()?.getName()).push({ message, attempts: 0, visibleAt: 0 });
    this.sent.push(idOf(message));
    const entry = new service.SendResultEntry().setStatus(ok()).setMessageId(messageIdOf(message));
    return new service.SendMessageResponse().setStatus(ok()).setEntriesList([entry]);
  }

  async #receive(call: ServerWritableStream<ReceiveMessageRequest, ReceiveMessageResponse>): Promise<void> {
    const queue = this.#queue(call.request.getMessageQueue()?.getTopic()?.getName());
    const until = Date.now() + 100;
    const blocked = () => queue.length === 0 || queue.some(({ visibleAt }) => visibleAt > Date.now());
    while (blocked() && Date.now() < until && !call.cancelled) await pause(5);
    const batch = blocked() ? [] : queue.slice(0, call.request.getBatchSize());
    const code = batch.length > 0 ? Code.OK : Code.MESSAGE_NOT_FOUND;
    call.write(new service.ReceiveMessageResponse().setStatus(new definition.Status().setCode(code)));
    for (const stored of batch) call.write(new service.ReceiveMessageResponse().setMessage(given(stored)));
    call.end();
  }

  #acknowledge(request: AckMessageRequest) {
    const acknowledged = new Set(request.getEntriesList().map((entry) => entry.getMessageId()));
    const queue = this.#queue(request.getTopic()?.getName());
    for (const { message } of queue.filter((each) => acknowledged.has(messageIdOf(each.message)))) {
      this.acknowledged.push(idOf(message));
    }
    const left = queue.filter((each) => !acknowledged.has(messageIdOf(each.message)));
    queue.splice(0, queue.length, ...left);
    return new service.AckMessageResponse().setStatus(ok());
  }

  #hide(request: ChangeInvisibleDurationRequest) {
    const { seconds = 0, nanos = 0 } = request.getInvisibleDuration()?.toObject() ?? {};
    const ms = seconds * 1_000 + nanos / 1e6;
    this.hiddenForMs.push(ms);
    const stored = this.#queue(request.getTopic()?.getName()).find(
      ({ message }) => messageIdOf(message) === request.getMessageId(),
    );
    if (stored) stored.visibleAt = Date.now() + ms;
    return new service.ChangeInvisibleDurationResponse().setStatus(ok()).setReceiptHandle('renewed');
  }

  #queue(topic = ''): Stored[] {
    const queue = this.#queues.get(topic) ?? [];
    this.#queues.set(topic, queue);
    return queue;
  }
}

function reply<Request, Response>(make: (request: Request) => Response): Unary<Request, Response> {
  return ({ request }, answer) => answer(null, make(request));
}

function ok() {
  return new definition.Status().setCode(Code.OK);
}

function idOf(message: Message): string {
  return message.getUserPropertiesMap().get('id') ?? '';
}

function messageIdOf(message: Message): string {
  return message.getSystemProperties()?.getMessageId() ?? '';
}

function topicsOf(settings: Settings): string[] {
  const published = settings.getPublishing()?.getTopicsList() ?? [];
  const subscribed = settings.getSubscription()?.getSubscriptionsList() ?? [];
  return [...published, ...subscribed.map((each) => each.getTopic())].map((topic) => topic?.getName() ?? '');
}

/** With the retry policy real proxies give by default, which the client cannot read: at most one attempt, then dead. */
function asServed(settings: Settings): Settings {
  const policy = new definition.RetryPolicy()
    .setMaxAttempts(1)
    .setCustomizedBackoff(new definition.CustomizedBackoff());
  settings
    .getPublishing()
    ?.setMaxBodySize(4 * 1024 * 1024)
    .setValidateMessageType(true);
  return settings.setBackoffPolicy(policy);
}

function given(stored: Stored): Message {
  stored.attempts += 1;
  stored.visibleAt = Date.now() + 60_000;
  const message = stored.message.clone();
  message
    .getSystemProperties()
    ?.setBodyDigest(new definition.Digest())
    .setReceiptHandle('first')
    .setDeliveryAttempt(stored.attempts);
  return message;
}
