import { Clock } from '#libs/kernel/clock';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Refusal } from '#libs/web/http/problem';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { defer, finalize, interval, map, merge, Observable, ReplaySubject, takeUntil, timer } from 'rxjs';
import { TicketReading } from '../ticket/ticket-reading.api.js';
import { alsoOpen, type AlsoOpen } from './also-open.js';
import { PresenceBoard, type Doing, type Presence } from './presence-board.js';
import { presenceFeed } from './presence-feed.js';

/** After so long somebody who says nothing more has left. */
const PRESENT_MS = 30_000;
/** Streams at a time in one process. */
const MOST_STREAMS = 2_000;
/** Then whoever watches comes again, with a token that is checked again. */
const STREAM_MS = 10 * 60_000;
/** So that nobody between takes the connection for dead. */
const SIGN_MS = 15_000;

type Place = Pick<Presence, 'personId' | 'client'>;

/** Who has a ticket open, and tells the others so. */
@Injectable()
export class Presences implements OnModuleDestroy {
  readonly #stopped = new ReplaySubject<void>(1);
  #open = 0;

  constructor(
    private readonly board: PresenceBoard,
    private readonly tickets: TicketReading,
    private readonly clock: Clock,
  ) {}

  /** To be said again before {@link PRESENT_MS} are over. @returns who else has it open. @throws TicketNotFound */
  async say(ticketId: string, place: Place, doing: Doing): Promise<AlsoOpen[]> {
    await this.tickets.require(ticketId);
    const [topic, now] = [topicOf(ticketId), this.clock.now()];
    const present = await this.board.of(topic, now);
    const before = present.find(({ personId, client }) => personId === place.personId && client === place.client);
    const isKnown = before?.doing === doing;
    const since = isKnown ? before.since : now.toISOString();
    const presence = { ...place, doing, since, until: now.getTime() + PRESENT_MS };
    await (isKnown ? this.board.renew(topic, presence, now) : this.board.put(topic, presence, now));
    return alsoOpen(present, place.personId);
  }

  async leave(ticketId: string, place: Place): Promise<void> {
    await this.board.remove(topicOf(ticketId), place);
  }

  /** @throws TicketNotFound */
  async others(ticketId: string, personId: string): Promise<AlsoOpen[]> {
    await this.tickets.require(ticketId);
    return alsoOpen(await this.board.of(topicOf(ticketId), this.clock.now()), personId);
  }

  /** @throws TicketNotFound, Refusal 503 `too-many-streams` */
  async stream(ticketId: string, personId: string): Promise<Observable<MessageEvent>> {
    await this.tickets.require(ticketId);
    if (this.#open >= MOST_STREAMS) throw new Refusal(503, 'too-many-streams', 'Too many are watching; try later.');
    const topic = topicOf(ticketId);
    const hints = new Observable<void>((heard) => this.board.follow(topic, () => heard.next()));
    const now = () => this.clock.now();
    const feed = presenceFeed(() => this.board.of(topic, now()), hints, now, personId);
    return defer(() => {
      this.#open += 1;
      const pushed = feed.pipe(map((others) => ({ data: { others } })));
      const signs = interval(SIGN_MS).pipe(map(() => ({ comment: 'still here' })));
      return merge(pushed, signs).pipe(
        takeUntil(merge(this.#stopped, timer(STREAM_MS))),
        finalize(() => (this.#open -= 1)),
      );
    });
  }

  /** Open streams would keep the server from closing. */
  async onModuleDestroy(): Promise<void> {
    this.#stopped.next();
    await this.board.close();
  }
}

function topicOf(ticketId: string): string {
  return `${currentTenant()}/${ticketId}`;
}
