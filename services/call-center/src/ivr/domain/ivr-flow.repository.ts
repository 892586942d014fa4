import { Repository } from '#libs/kernel/repository';
import type { IvrFlow } from './ivr-flow.aggregate.js';

export abstract class IvrFlows extends Repository<IvrFlow> {}
