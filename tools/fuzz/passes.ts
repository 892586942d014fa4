import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Somebody who asks: where, and as whom. */
interface Asker {
  readonly host: string;
  readonly login: string;
}

/** The same operations are asked by one who may do all, by one who may do little, and from where all tenants are managed. */
const ADMIN: Asker = { host: 'localhost', login: 'admin' };
const AGENT: Asker = { host: 'localhost', login: 'mia' };
const PLATFORM: Asker = { host: 'platform.localhost', login: 'admin' };

/** The limits of each field of every operation, however long that takes; then guesses for as long as there is time. */
export type Phase = 'coverage' | 'fuzzing';

export interface Pass {
  readonly by: Asker;
  /** Which operations. */
  readonly paths: string;
  readonly excluded?: string;
  /** Of the operations one in so many, others with another seed. */
  readonly oneIn?: number;
  /** Of the time for guessing; 0: nothing is guessed. */
  readonly share: number;
  /** Of the limits, at most so long. */
  readonly seconds?: number;
}

// What takes the log-in, the settings or the tenants with it comes last, each asked by somebody it may take.
const SESSIONS = '^/api/v1/(auth|sessions|mfa)';
const TENANTS = '^/api/v1/(tenants/|tenant-)';
const NEW_TENANTS = '^/api/v1/tenants$';
const OF_ALL_TENANTS = '^/api/v1/(settings|releases|signing-keys|gateway)';
/** Whoever asks may be called otherwise afterwards: ids that were seen in answers are asked with. */
const PROVISIONING = '^/api/v1/scim/';
const APART = [SESSIONS, TENANTS, NEW_TENANTS, PROVISIONING].join('|');

const PASSES: readonly Pass[] = [
  { by: ADMIN, paths: '.', excluded: APART, share: 0.75 },
  { by: AGENT, paths: '.', excluded: APART, oneIn: 5, share: 0, seconds: 180 },
  // What is done to tenants is waited for.
  { by: PLATFORM, paths: TENANTS, share: 0.1, seconds: 90 },
  { by: PLATFORM, paths: OF_ALL_TENANTS, share: 0.05 },
  // Each takes seconds to make: some are made, and then it is enough.
  { by: PLATFORM, paths: NEW_TENANTS, share: 0, seconds: 20 },
  { by: ADMIN, paths: SESSIONS, share: 0.1 },
  { by: ADMIN, paths: PROVISIONING, share: 0, seconds: 90 },
];

/** @param oneIn those that ask all but what is asked apart ask one operation in so many of theirs */
export function passesOverAll(oneIn: number): Pass[] {
  return PASSES.map((pass) => (pass.excluded === undefined ? pass : { ...pass, oneIn: (pass.oneIn ?? 1) * oneIn }));
}

/** Of some operations only, by everybody. */
export function passesOver(paths: string): Pass[] {
  return [ADMIN, AGENT, PLATFORM].map((by) => ({ by, paths, share: 1 / 3 }));
}

export function phasesOf({ share }: Pass): readonly Phase[] {
  return share === 0 ? ['coverage'] : ['coverage', 'fuzzing'];
}

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string().optional() }))),
});

/** Which operations of a document are asked in a pass over one in so many. */
export function sampleOf(document: unknown, { paths, excluded, oneIn = 1 }: Pass, seed: number): string[] {
  const [asked, left] = [new RegExp(paths), excluded === undefined ? undefined : new RegExp(excluded)];
  const ids = Object.entries(Document.parse(document).paths).flatMap(([path, operations]) =>
    asked.test(path) && !left?.test(path)
      ? Object.values(operations).flatMap(({ operationId }) => operationId ?? [])
      : [],
  );
  return ids.filter((id) => createHash('sha256').update(`${seed} ${id}`).digest().readUInt32BE() % oneIn === 0);
}
