import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { keepingObjects } from '#libs/object-storage/object-storage-environment';

const { PORT, LOG_LEVEL } = PlatformEnvironment.shape;

const SuiteEnvironment = PlatformEnvironment.safeExtend({
  PORT: PORT.default(8080),
  LOG_LEVEL: LOG_LEVEL.default('warn'),
});

/** The gateway's port is 8080, and the console is for people, unless said otherwise. */
export const config = () => readEnvironment(keepingObjects(SuiteEnvironment), process.env);
