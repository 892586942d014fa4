import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';

export const config = () => readEnvironment(PlatformEnvironment, process.env);
