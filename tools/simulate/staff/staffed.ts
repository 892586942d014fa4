import { readCalls } from '../../calls/read-calls.js';
import { sideBySide } from '../../side-by-side.js';
import { VOICE } from '../day/habits.js';
import { OPENS_AT_SECONDS } from '../day/volumes.js';
import type { SimulationOptions } from '../options.js';
import { withAgents, type CallCentre, type House } from '../play/call-centre.js';
import type { TheDay } from '../the-day.js';
import { knownWeek } from './known-week.js';
import { plannedWeek } from './planned-week.js';
import { rosterStaff } from './roster-staff.js';
import { rosterWeek, shiftsOf } from './rostered-week.js';
import type { Shift } from './worked-day.js';

const OPENS_AT = OPENS_AT_SECONDS / 60;
/** Not everybody can have every shift: so many more people than the hours alone would take. */
const SLACK = 1.25;
const WEEKLY_HOURS = 40;
const AT_ONCE = 4;

/** Agents for the day: as many as come by themselves, or those of a roster that the suite itself makes before. @throws CannotPlay */
export async function staffed(
  house: House,
  day: TheDay,
  { agents, day: file, date, scale }: SimulationOptions,
): Promise<{ centre: CallCentre; day: TheDay }> {
  const chat = day.work.chat.length;
  if (agents !== 'roster') return { centre: await withAgents(house, { voice: day.work.voice.length, chat }), day };
  const { admin, run, queues } = house;
  const week = knownWeek(readCalls(file), Number(date));
  const handleSeconds = VOICE.handleSeconds + day.pickUpSeconds;
  const planned = await plannedWeek(admin, { queueId: queues.voice, run, week, scale, handleSeconds });
  const hours = [...planned.needed.values()].flat().reduce((sum, count) => sum + count, 0) / 2;
  const centre = await withAgents(house, { voice: Math.ceil((hours * SLACK) / WEEKLY_HOURS) + 2, chat });
  const people = centre.agents.voice;
  await rosterWeek(admin, {
    ...{ planningGroupId: planned.planningGroupId, run, people, monday: week.monday },
    ...{ opensAt: OPENS_AT, closesAt: OPENS_AT + week.came.length * 30 },
    onProgress: (text) => void process.stderr.write(`${text}\n`),
  });
  const shifts: (readonly Shift[])[] = [];
  await sideBySide(people.keys(), AT_ONCE, async (at) => void (shifts[at] = await shiftsOf(people[at]!, week.date)));
  const roster = rosterStaff(shifts, { volumes: day.volumes, week, planned, scale, handleSeconds });
  return { centre, day: { ...day, roster, work: { ...day.work, voice: roster.work } } };
}
