import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { Connection, type Visitor } from './connection.js';
import { ConversationSocket } from './conversation-socket.js';
import { Fanout } from '../live/fanout.js';
import { FrameHandler } from './frame-handler.js';
import { FrameSight } from './frame-sight.js';
import { PendingWatermarks } from '../live/pending-watermarks.js';
import { Rooms } from '../live/rooms.js';
import { SocketOutlet } from './socket-outlet.js';

const SLOTS = 15;
const TICK_MS = 1_000;
const HEARTBEAT_MS = SLOTS * TICK_MS;
/** A lost hint costs at most so much. */
const LOOK_AGAIN_MS = 5_000;
const STOP_MS = 2_000;

/** RFC 6455 §7.4.1, and ours from 4000. */
const SERVICE_RESTART = 1012;
const TOKEN_EXPIRED = 4401;

/** All sockets of this node: their heartbeat, in slots so that they do not beat at once, and their end. */
@Injectable()
export class ChatSockets {
  readonly #slots = Array.from({ length: SLOTS }, () => new Set<ConversationSocket>());
  readonly #tooSlow;
  #opened = 0;
  #ticks = 0;
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly handler: FrameHandler,
    private readonly rooms: Rooms,
    private readonly fanout: Fanout,
    private readonly watermarks: PendingWatermarks,
    private readonly clock: Clock,
    private readonly sight: FrameSight,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge('switchboard_call_chat_sockets_count', 'Chat sockets of this process', [], (gauge) =>
      gauge.set(this.#all().length),
    );
    this.#tooSlow = metrics.counter('switchboard_call_chat_slow_total', 'Chat sockets cut off as too slow', []);
  }

  start(): void {
    this.#timers = [
      setInterval(() => this.#beat(), TICK_MS).unref(),
      setInterval(() => void this.rooms.lookAgain(), LOOK_AGAIN_MS).unref(),
    ];
  }

  async opened(socket: WebSocket, visitor: Visitor): Promise<void> {
    const shown = (frame: string) => this.sight.shown(frame, connection);
    const outlet = new SocketOutlet(socket, () => this.#tooSlow.inc(), shown);
    const connection: Connection = new Connection(outlet, this.rooms, visitor);
    const opened = new ConversationSocket(
      socket,
      connection,
      (from, frame) => this.handler.handle(from, frame),
      (error) => this.logger.warn({ err: error, tenant: visitor.tenantId }, 'a chat frame failed'),
    );
    const slot = this.#slots[(this.#opened += 1) % SLOTS]!;
    slot.add(opened);
    socket.once('close', () => {
      slot.delete(opened);
      connection.end();
    });
    await connection.inContext(() => this.rooms.connect(connection.participantId, connection));
    connection.say({ type: 'hello', participantId: connection.participantId, heartbeatMs: HEARTBEAT_MS });
  }

  /** Everybody is told to come again, to another node; what they said is stored before this ends. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    const all = this.#all();
    for (const { socket } of all) socket.close(SERVICE_RESTART, 'service-restart');
    const closed = all.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)));
    const handled = all.map((each) => each.idle());
    await Promise.race([Promise.all([...closed, ...handled]), pause(STOP_MS, undefined, { ref: false })]);
    for (const { socket } of all) socket.terminate();
    await this.watermarks.flush();
    await this.fanout.close();
  }

  #beat(): void {
    this.#ticks += 1;
    for (const each of this.#slots[this.#ticks % SLOTS]!) this.#beatOf(each);
  }

  #beatOf(each: ConversationSocket): void {
    const { socket, connection } = each;
    if (connection.visitor.expiresAt <= this.clock.ms()) socket.close(TOKEN_EXPIRED, 'token-expired');
    else if (!each.alive) socket.terminate();
    else {
      each.alive = false;
      socket.ping();
      connection.say({ type: 'heartbeat', conversations: connection.heads() });
    }
  }

  #all(): ConversationSocket[] {
    return this.#slots.flatMap((slot) => Array.from(slot));
  }
}
