import { z } from 'zod';
import { hired, registered, type Person } from '../../api/hire.js';
import type { Caller } from '../../api/caller.js';
import { logIn } from '../../api/log-in.js';
import type { Login } from '../../world/world.js';
import { sideBySide } from '../../side-by-side.js';
import { AIM, CHAT, VOICE } from '../day/habits.js';

/** What the day is played in: two queues with their agents, and a way in for those who come. */
export interface CallCentre {
  readonly admin: Caller;
  readonly ivr: Caller;
  readonly portal: Caller;
  readonly queues: { readonly voice: string; readonly chat: string };
  /** What both queues judge by. */
  readonly judged: { readonly targetMs: number; readonly shortMs: number };
  readonly agents: { readonly voice: readonly Person[]; readonly chat: readonly Person[] };
}

export interface Size {
  readonly voice: number;
  readonly chat: number;
}

const Id = z.object({ id: z.string() });
/** Agents hear of an offer within half a second; the rest is for a machine that is busy. */
const OFFER_SECONDS = 15;
/** Whole seconds of the clock are the least a queue can judge by. */
const SHORT_SECONDS = 1;
const HIRED_AT_ONCE = 2;

/** @param speed that the day is played at: the queues judge by times of the clock */
export async function openCallCentre(
  door: Caller,
  login: Login,
  size: Size,
  run: string,
  speed: number,
): Promise<CallCentre> {
  const admin = door.as(await logIn(door, login));
  const client = (role: string) =>
    registered(door, admin, { id: `${run}-${role}`, name: `${role} of the day`, roles: [role] });
  const [ivr, portal] = [await client('ivr'), await client('portal')];
  const serviceLevel = { seconds: Math.max(1, Math.round(AIM.withinSeconds / speed)), targetPercent: AIM.share * 100 };
  const queue = async (channel: 'voice' | 'chat', wrapUp: 'mandatory' | 'optional') => {
    const text = {
      name: `${run} ${channel}`,
      channels: [channel],
      offerSeconds: OFFER_SECONDS,
      wrapUp: { mode: wrapUp },
      serviceLevel,
      shortAbandonSeconds: SHORT_SECONDS,
    };
    return (await admin.post('/api/v1/queues', {}, text, `${run}/queue/${channel}`, Id)).id;
  };
  const queues = { voice: await queue('voice', 'mandatory'), chat: await queue('chat', 'optional') };
  const team = async (channel: 'voice' | 'chat', slots: number, count: number) => {
    const capacity = { [channel]: { slots, weight: Math.floor(100 / slots) } };
    const profile = { name: `${run} ${channel}`, queues: [{ queueId: queues[channel] }], capacity };
    const { id: profileId } = await admin.post(
      '/api/v1/routing-profiles',
      {},
      profile,
      `${run}/profile/${channel}`,
      Id,
    );
    const people: Person[] = [];
    await sideBySide(Array(count).keys(), HIRED_AT_ONCE, async (index) => {
      const person = await hired(door, admin, {
        login: `${run}-${channel}-${index + 1}`,
        role: 'agent',
        password: login.password,
      });
      await admin.put('/api/v1/agents/{id}/assignment', { id: person.id }, { profileId, extension: person.id }, Id, 0);
      people.push(person);
    });
    return people;
  };
  const agents = {
    voice: await team('voice', VOICE.slots, size.voice),
    chat: await team('chat', CHAT.slots, size.chat),
  };
  const judged = { targetMs: serviceLevel.seconds * 1_000, shortMs: SHORT_SECONDS * 1_000 };
  return { admin, ivr, portal, queues, judged, agents };
}
