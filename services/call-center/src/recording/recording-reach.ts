import { marksOf, type RowCircle, type SqlPart } from '#libs/persistence/rows/within-circle';
import { ownedThings } from '#libs/web/access/owned-things.guard';
import { RecordingNotFound } from './domain/recording.errors.js';

/** Those in which somebody of the circle is heard. */
export function recordingWithin({ people }: RowCircle): SqlPart {
  if (people.length === 0) return { sql: '1 = 0', values: [] };
  const theirs = `heard.recordingId = recording.id AND heard.agentId IN (${marksOf(people)})`;
  return { sql: `EXISTS (SELECT 1 FROM recording_agent heard WHERE ${theirs})`, values: people };
}

export const recordingReach = ownedThings({
  routes: /^\w+ \/api\/v1\/recordings\/:(\w+)/,
  rows: { table: 'recording', within: recordingWithin },
  missing: (recordingId) => new RecordingNotFound('There is no such recording.', { recordingId }),
});
