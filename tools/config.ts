import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { LOG_LEVEL } = PlatformEnvironment.shape;

/** Tools are for people: only what is wrong is logged. */
export const config = () =>
  readEnvironment(PlatformEnvironment.safeExtend({ LOG_LEVEL: LOG_LEVEL.default('warn') }), process.env);

/** What is slow to fetch, shared by all clones of one user. */
export const cacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'switchboard');

/** For programs that are started: what this one has, and what is theirs. */
export const environmentWith = (theirs: Readonly<Record<string, string>>) => ({ ...process.env, ...theirs });
