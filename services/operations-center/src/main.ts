import { runService } from '#libs/web/http/bootstrap';
import { config } from './config.js';
import { operationsCenter } from './service.js';

await runService(operationsCenter, config());
