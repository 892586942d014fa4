import { TIMINGS, type Arrangement, type TimeLimit } from '../sequencing/activity.js';
import { broken } from './archive.errors.js';
import { childOf, textIn, type Element } from './manifest-xml.js';

const CLOCK = /^(\d{2,4}):(\d\d):(\d\d(?:\.\d{1,2})?)$/;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const ACTIONS = ['exit,message', 'exit,no message', 'continue,message', 'continue,no message'];
const USUAL = 'continue,no message';

/** Of SCORM 1.2 (CAM §2.3.2.5.2). @throws ManifestInvalid `sequencing-invalid` */
export function timeLimit12(item: Element): TimeLimit | undefined {
  return limitOf(textIn(item, 'maxtimeallowed'), item, (text) => parts(CLOCK.exec(text), [3_600, 60, 1]));
}

/** Of SCORM 2004: how long an attempt may take at most (CAM §5.1.3). @throws ManifestInvalid `sequencing-invalid` */
export function timeLimit2004(item: Element, shared: Element | undefined): TimeLimit | undefined {
  const own = childOf(item, 'sequencing', 'limitconditions') ?? childOf(shared, 'limitconditions');
  const text = own?.attributes['attemptabsolutedurationlimit'] ?? '';
  return limitOf(text, item, (said) => parts(DURATION.exec(said), [86_400, 3_600, 60, 1]));
}

/** @throws ManifestInvalid `sequencing-invalid` */
export function arrangementOf(controls: Element | undefined): Arrangement | undefined {
  if (!controls) return undefined;
  const said = (name: string) => controls.attributes[name]?.trim().toLowerCase() ?? '';
  const timing = (name: string) => oneOf(TIMINGS, said(name) || 'never');
  const count = said('selectcount');
  return {
    selects: count === '' ? null : whole(count),
    selectionTiming: timing('selectiontiming'),
    reorders: ['true', '1'].includes(oneOf(['true', 'false', '1', '0'], said('reorderchildren') || 'false')),
    randomizationTiming: timing('randomizationtiming'),
  };
}

function limitOf(text: string, item: Element, read: (text: string) => number | null): TimeLimit | undefined {
  if (text.trim() === '') return undefined;
  const seconds = read(text.trim());
  if (seconds === null) throw broken('sequencing-invalid', text);
  const action = oneOf(ACTIONS, textIn(item, 'timelimitaction').toLowerCase() || USUAL);
  return { seconds, exits: action.startsWith('exit'), tells: action.endsWith(',message') };
}

function parts(found: RegExpExecArray | null, seconds: readonly number[]): number | null {
  return found && Math.floor(seconds.reduce((sum, each, at) => sum + each * Number(found[at + 1] ?? 0), 0));
}

function whole(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw broken('sequencing-invalid', text);
  return Number(text);
}

function oneOf<Word extends string>(words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw broken('sequencing-invalid', text);
  return found;
}
