import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import { hired, registered, type Person } from '../../api/hire.js';
import { logIn } from '../../api/log-in.js';
import { sideBySide } from '../../side-by-side.js';
import type { Login } from '../../world/world.js';
import type { PlayedChannel } from '../day/arrivals.js';
import { AIM, CHAT, VOICE } from '../day/habits.js';

type ByChannel<T> = Readonly<Record<PlayedChannel, T>>;
/** How many agents. */
export type Size = ByChannel<number>;

/** A queue for each channel, and a way in for those who come. */
export interface House {
  readonly door: Caller;
  readonly admin: Caller;
  readonly ivr: Caller;
  readonly portal: Caller;
  readonly queues: ByChannel<string>;
  /** What both queues judge by. */
  readonly judged: { readonly targetMs: number; readonly shortMs: number };
  /** Leads the names of this run alone, and opens the accounts of its agents. */
  readonly run: string;
  readonly password: string;
}

/** What the day is played in: the house with its agents. */
export interface CallCentre extends House {
  readonly agents: ByChannel<readonly Person[]>;
}

export interface Opening {
  readonly login: Login;
  /** Leads the names of this run alone. */
  readonly run: string;
  /** That the day is played at: the queues judge by times of the clock. */
  readonly speed: number;
}

const Id = z.object({ id: z.string() });
/** An agent hears of an offer within half a second; the rest is for a machine that is busy. */
const OFFER_SECONDS = 15;
/** Whole seconds of the clock are the least a queue can judge by. */
const SHORT_SECONDS = 1;
const HIRED_AT_ONCE = 2;

export async function openHouse(door: Caller, { login, run, speed }: Opening): Promise<House> {
  const admin = door.as(await logIn(door, login));
  const client = (role: string) =>
    registered(door, admin, { id: `${run}-${role}`, name: `${role} of the day`, roles: [role] });
  const targetSeconds = Math.max(1, Math.round(AIM.withinSeconds / speed));
  const queues = {
    voice: await addQueue(admin, run, 'voice', targetSeconds),
    chat: await addQueue(admin, run, 'chat', targetSeconds),
  };
  return {
    ...{ door, admin, queues, run, password: login.password },
    ivr: await client('ivr'),
    portal: await client('portal'),
    judged: { targetMs: targetSeconds * 1_000, shortMs: SHORT_SECONDS * 1_000 },
  };
}

export async function withAgents(house: House, size: Size): Promise<CallCentre> {
  const { door, admin, queues, run, password } = house;
  const team = async (channel: PlayedChannel, slots: number): Promise<Person[]> => {
    const profileId = await addProfile(admin, `${run} ${channel}`, queues[channel], channel, slots);
    const people: Person[] = [];
    await sideBySide(Array(size[channel]).keys(), HIRED_AT_ONCE, async (index) => {
      const account = { login: `${run}-${channel}-${index + 1}`, role: 'agent', password };
      const person = await hired(door, admin, account);
      const assignment = { profileId, extension: person.id };
      await admin.put('/api/v1/agents/{id}/assignment', { id: person.id }, assignment, Id, 0);
      people.push(person);
    });
    return people;
  };
  return {
    ...house,
    agents: { voice: await team('voice', VOICE.slots), chat: await team('chat', CHAT.slots) },
  };
}

async function addQueue(admin: Caller, run: string, channel: PlayedChannel, targetSeconds: number): Promise<string> {
  const queue = {
    name: `${run} ${channel}`,
    channels: [channel],
    offerSeconds: OFFER_SECONDS,
    shortAbandonSeconds: SHORT_SECONDS,
    serviceLevel: { seconds: targetSeconds, targetPercent: AIM.share * 100 },
    wrapUp: { mode: channel === 'voice' ? 'mandatory' : 'optional' },
  };
  return (await admin.post('/api/v1/queues', {}, queue, `${run}/queue/${channel}`, Id)).id;
}

async function addProfile(
  admin: Caller,
  name: string,
  queueId: string,
  channel: PlayedChannel,
  slots: number,
): Promise<string> {
  const capacity = { [channel]: { slots, weight: Math.floor(100 / slots) } };
  const profile = { name, queues: [{ queueId }], capacity };
  return (await admin.post('/api/v1/routing-profiles', {}, profile, `profile/${name}`, Id)).id;
}
