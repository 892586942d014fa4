import type { ScormVersion } from '../package/manifest.js';
import type { LeafOutcome } from '../sequencing/navigation.js';
import { clockOf } from './clock-text.js';

/** What a package has set, by the name of the element. */
export type CmiValues = Readonly<Record<string, string>>;

/** What was reached, and how long it took in this session. */
export interface CmiOutcome extends LeafOutcome {
  readonly seconds: number;
}

const MOST_OF_A_VALUE = 64_000;
const MOST_TOGETHER = 200_000;
const NUMBERED = String.raw`(?:interactions|objectives)\.\d{1,3}\.[a-z_.\d]{1,60}`;

/** Elements that packages may set (SCORM 1.2 RTE §3.4; SCORM 2004 4th ed. RTE §4.2); everything else is no element here. */
const SETTABLE: Readonly<Record<ScormVersion, RegExp>> = {
  '1.2': new RegExp(
    String.raw`^cmi\.(core\.(lesson_status|lesson_location|exit|session_time|score\.(raw|min|max))|suspend_data|comments|${NUMBERED}|student_preference\.[a-z]+)$`,
  ),
  '2004': new RegExp(
    String.raw`^cmi\.(completion_status|success_status|exit|location|session_time|suspend_data|progress_measure|score\.(scaled|raw|min|max)|${NUMBERED}|learner_preference\.[a-z_]+)$`,
  ),
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
  'cmi.core.lesson_status': ['passed', 'completed', 'failed', 'incomplete', 'browsed', 'not attempted'],
  'cmi.completion_status': ['completed', 'incomplete', 'not attempted', 'unknown'],
  'cmi.success_status': ['passed', 'failed', 'unknown'],
};

/** What of the values a package may have set; what is no element, has a wrong word, or is too long, is left out. */
export function settableOf(version: ScormVersion, values: CmiValues): CmiValues {
  let together = 0;
  const kept = Object.entries(values).filter(([name, value]) => {
    if (!SETTABLE[version].test(name) || value.length > MOST_OF_A_VALUE) return false;
    if (WORDS[name] && !WORDS[name].includes(value)) return false;
    together += name.length + value.length;
    return together <= MOST_TOGETHER;
  });
  return Object.fromEntries(kept);
}

/** What an activity makes of it. @param masteryScore of SCORM 1.2: from which raw score on it is passed; null: what the content says */
export function outcomeOf(version: ScormVersion, values: CmiValues, masteryScore: number | null = null): CmiOutcome {
  return version === '1.2' ? outcomeOf12(values, masteryScore) : outcomeOf2004(values);
}

function outcomeOf12(values: CmiValues, masteryScore: number | null): CmiOutcome {
  const status = values['cmi.core.lesson_status'];
  const raw = numberIn(values['cmi.core.score.raw']);
  const isOver = status === 'passed' || status === 'completed' || status === 'failed';
  const said = status === 'passed' ? true : status === 'failed' ? false : null;
  return {
    completed: isOver ? true : status === 'incomplete' || status === 'browsed' ? false : null,
    satisfied: isOver && masteryScore !== null && raw !== null ? raw >= masteryScore : said,
    measure: measureOf(values, 'cmi.core.score'),
    objectives: objectivesIn(values, (at) => statusOf(values[`${at}.status`])),
    seconds: clockSeconds(values['cmi.core.session_time'] ?? ''),
    isSuspended: values['cmi.core.exit'] === 'suspend',
  };
}

function outcomeOf2004(values: CmiValues): CmiOutcome {
  const status = values['cmi.completion_status'];
  return {
    completed: status === 'completed' ? true : status === 'incomplete' || status === 'not attempted' ? false : null,
    satisfied: statusOf(values['cmi.success_status']),
    measure: measureOf(values, 'cmi.score'),
    objectives: objectivesIn(values, (at) => statusOf(values[`${at}.success_status`])),
    seconds: durationSeconds(values['cmi.session_time'] ?? ''),
    isSuspended: values['cmi.exit'] === 'suspend',
  };
}

function statusOf(word: string | undefined): boolean | null {
  return word === 'passed' ? true : word === 'failed' ? false : null;
}

function objectivesIn(values: CmiValues, satisfiedAt: (at: string) => boolean | null): CmiOutcome['objectives'] {
  const ids = Object.entries(values).filter(([name]) => /^cmi\.objectives\.\d+\.id$/.test(name));
  return Object.fromEntries(
    ids.map(([name, id]) => {
      const at = name.slice(0, -'.id'.length);
      return [id, { satisfied: satisfiedAt(at), measure: measureOf(values, `${at}.score`) }];
    }),
  );
}

/** From -1 to 1. */
function measureOf(values: CmiValues, name: string): number | null {
  const scaled = numberIn(values[`${name}.scaled`]);
  if (scaled !== null) return Math.min(1, Math.max(-1, scaled));
  const percent = percentOf(values, name);
  return percent === null ? null : percent / 100;
}

function percentOf(values: CmiValues, name: string): number | null {
  const [raw, min, max] = ['raw', 'min', 'max'].map((part) => numberIn(values[`${name}.${part}`]));
  if (raw === null || raw === undefined) return null;
  const [low, high] = [min ?? 0, max ?? 100];
  return high > low ? between(((raw - low) / (high - low)) * 100) : null;
}

function numberIn(text: string | undefined): number | null {
  return text === undefined || text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}

function between(percent: number): number {
  return Math.round(Math.min(100, Math.max(0, percent)) * 100) / 100;
}

/** `HHHH:MM:SS.SS`; nothing of what is no time. */
function clockSeconds(text: string): number {
  const found = /^(\d{2,4}):(\d\d):(\d\d(?:\.\d{1,2})?)$/.exec(text);
  return found ? Number(found[1]) * 3_600 + Number(found[2]) * 60 + Math.floor(Number(found[3])) : 0;
}

/** ISO 8601, days and below. */
function durationSeconds(text: string): number {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!found) return 0;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return days * 86_400 + hours * 3_600 + minutes * 60 + Math.floor(seconds);
}

/** What a package is told of before, when it begins or goes on. @param data what the package gives itself */
export function atLaunch(
  version: ScormVersion,
  values: CmiValues,
  totalSeconds: number,
  learner: string,
  data = '',
): CmiValues {
  const { isSuspended } = outcomeOf(version, values);
  const isNew = Object.keys(values).length === 0;
  const entry = isNew ? 'ab-initio' : isSuspended ? 'resume' : '';
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !/session_time$|exit$/.test(name)));
  if (version === '2004') {
    const first = { 'cmi.completion_status': 'unknown', 'cmi.success_status': 'unknown', 'cmi.mode': 'normal' };
    const own = {
      'cmi._version': '1.0',
      'cmi.learner_id': learner,
      'cmi.credit': 'credit',
      'cmi.entry': entry,
      'cmi.launch_data': data,
    };
    return { ...first, ...kept, ...own, 'cmi.total_time': `PT${totalSeconds}S` };
  }
  const own = {
    'cmi.core.student_id': learner,
    'cmi.core.credit': 'credit',
    'cmi.core.entry': entry,
    'cmi.launch_data': data,
  };
  const first = { 'cmi.core.lesson_status': 'not attempted', 'cmi.core.lesson_mode': 'normal' };
  return { ...first, ...kept, ...own, 'cmi.core.total_time': clockOf(totalSeconds) };
}
