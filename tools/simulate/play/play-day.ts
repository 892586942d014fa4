import { setTimeout as pause } from 'node:timers/promises';
import type { Played } from '../checks/facts.js';
import type { Arrival } from '../day/arrivals.js';
import type { DayClock } from '../day/day-clock.js';
import type { WorkTimes } from '../day/work-times.js';
import { Agent, type Handling } from './agent.js';
import type { CallCentre } from './call-centre.js';
import { ChatHandling, ChatLine } from './chat.js';
import { Customer } from './customer.js';
import { Shift } from './shift.js';
import { CallHandling, VoiceLine } from './voice.js';
import { WaitingRoom } from './waiting-room.js';

export interface Day {
  readonly arrivals: readonly Arrival[];
  readonly work: { readonly voice: WorkTimes; readonly chat: WorkTimes };
  /** Leads what has to be told from other runs. */
  readonly run: string;
  readonly clock: DayClock;
  readonly onOver: () => void;
}

export interface PlayedDay {
  readonly played: readonly Played[];
  /** Offers that no agent answered in time. */
  readonly missed: number;
  /** What agents were refused. */
  readonly troubles: readonly string[];
}

/** Has everybody come at their time and the agents at work when they are to, until the last one's matter is done. */
export async function playDay(centre: CallCentre, { arrivals, work, run, clock, onOver }: Day): Promise<PlayedDay> {
  const room = new WaitingRoom();
  const lines = {
    voice: new VoiceLine(centre.admin, centre.ivr, centre.queues.voice, run, clock),
    chat: new ChatLine(centre.portal, centre.queues.chat, run),
  };
  const shift = (channel: 'voice' | 'chat', handling: Handling) => {
    const agents = centre.agents[channel].map(({ id, caller }) => new Agent(id, caller, room, handling));
    return new Shift(agents, work[channel], clock);
  };
  const shifts = [
    shift('voice', new CallHandling(centre.admin, clock)),
    shift('chat', new ChatHandling(lines.chat, clock)),
  ];
  for (const each of shifts) await each.begin();
  clock.begin();
  const over = new AbortController();
  const following = Promise.all(shifts.map((each) => each.follow(over.signal)));
  const played: Promise<Played>[] = [];
  for (const arrival of arrivals) {
    await pause(Math.max(0, clock.msUntil(arrival.at)));
    const customer = new Customer(arrival, lines[arrival.channel], clock, (known) => room.add(known));
    played.push(customer.ended);
    void customer.ended.then(onOver);
    void customer.come();
  }
  const all = await Promise.all(played);
  over.abort();
  await following;
  for (const each of shifts) await each.end();
  const missed = shifts.reduce((sum, each) => sum + each.missed, 0);
  return { played: all, missed, troubles: shifts.flatMap(({ troubles }) => troubles) };
}
