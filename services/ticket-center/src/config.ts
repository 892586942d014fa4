import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { keepingObjects } from '#libs/object-storage/object-storage-environment';

/** What comes by mail lies in object storage. */
export const config = () => readEnvironment(keepingObjects(PlatformEnvironment), process.env);
