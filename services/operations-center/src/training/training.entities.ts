import { CreateTraining1765207100000 } from '../migrations/1765207100000-create-training.js';
import { LearnerSchema } from './learner/learner.schema.js';

export const TRAINING_ENTITIES = [LearnerSchema];
export const TRAINING_MIGRATIONS = [CreateTraining1765207100000];
