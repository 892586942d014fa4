import { readEnvironment } from '#libs/discovery/environment';
import { PlatformEnvironment } from '#libs/discovery/platform-environment';

export const config = () => readEnvironment(PlatformEnvironment, process.env);
