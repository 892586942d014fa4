import { runService } from '#libs/web/http/bootstrap';
import { config } from './config.js';
import { callCenter } from './service.js';

await runService(callCenter, config());
