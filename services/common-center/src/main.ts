import { runService } from '#libs/web/http/bootstrap';
import { config } from './config.js';
import { commonCenter } from './service.js';

await runService(commonCenter, config());
