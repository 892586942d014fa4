import { readEnvironment } from '#libs/discovery/environment';
import { PlatformEnvironment } from '#libs/discovery/platform-environment';

const { LOG_LEVEL } = PlatformEnvironment.shape;

/** Tools are for people: only what is wrong is logged. */
export const config = () =>
  readEnvironment(PlatformEnvironment.safeExtend({ LOG_LEVEL: LOG_LEVEL.default('warn') }), process.env);
