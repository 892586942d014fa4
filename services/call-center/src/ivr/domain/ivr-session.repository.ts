import { Repository } from '#libs/kernel/repository';
import type { IvrSession } from './ivr-session.aggregate.js';

export abstract class IvrSessions extends Repository<IvrSession> {}
