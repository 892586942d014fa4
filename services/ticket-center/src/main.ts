import { runService } from '#libs/web/http/bootstrap';
import { config } from './config.js';
import { ticketCenter } from './service.js';

await runService(ticketCenter, config());
