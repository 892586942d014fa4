import { readEnvironment } from '#libs/discovery/environment';
import { PlatformEnvironment } from '#libs/discovery/platform-environment';
import { keepingObjects } from '#libs/object-storage/object-storage-environment';

/** What comes by mail lies in object storage. */
export const config = () => readEnvironment(keepingObjects(PlatformEnvironment), process.env);
