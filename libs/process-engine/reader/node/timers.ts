import type { TimerEvent } from '../../model/event.js';
import { parseDuration } from '../../time/duration.js';
import { parseRepetition } from '../../time/repetition.js';
import { parseMoment } from '../../time/zoned.js';
import { extensionOf } from '../bpmn.js';
import type { Bpmn } from '../bpmn.js';
import type { Reading } from '../reading.js';

const kinds = {
  date: { parse: (text: string) => parseMoment(text, 'UTC'), example: '2026-12-24T18:00:00+08:00' },
  duration: { parse: parseDuration, example: 'PT4H' },
  cycle: { parse: (text: string) => parseRepetition(text, 'UTC'), example: 'R3/PT1H' },
};

/** Text that starts like this is meant as ISO-8601; everything else as an expression. */
const isoLike = /^(-?P[\dT-]|R\d*\/|\d{4}-)/;

export function readTimer(definition: Bpmn<'TimerEventDefinition'>, reading: Reading): TimerEvent | undefined {
  const { timeDate, timeDuration, timeCycle } = definition;
  const given = [
    { timer: 'date' as const, formal: timeDate },
    { timer: 'duration' as const, formal: timeDuration },
    { timer: 'cycle' as const, formal: timeCycle },
  ].filter(({ formal }) => formal);
  if (given.length !== 1) {
    reading.error(definition, 'timer', 'The timer must have one of a date, a duration and a cycle.');
    return undefined;
  }
  const { timer, formal } = given[0]!;
  const text = formal!.body?.trim() ?? '';
  const calendar = extensionOf(definition, 'calendar');
  if (calendar && timer === 'date')
    reading.error(definition, 'timer', 'A date has no use for a business-time calendar.');
  const { parse, example } = kinds[timer];
  if (!isoLike.test(text))
    return { type: 'timer', timer, value: reading.formal(definition, `The ${timer}`, formal)!, calendar };
  if (!parse(text)) reading.error(definition, 'timer', `"${text}" is no ${timer}; one is written like ${example}.`);
  return { type: 'timer', timer, value: text, calendar };
}
