import { domainError } from '#libs/kernel/domain-error';
import { Injectable } from '@nestjs/common';

export class TopicsNotProvided extends domainError('hot-topics-not-provided', 'conflict') {}

/** What customers come about far more often than usual. */
export interface HotTopic {
  readonly topic: string;
  /** In the window it bursts in. */
  readonly count: number;
  /** What was to be expected there. */
  readonly expected: number;
  readonly since: Date;
}

/** Who finds topics in conversations provides it. */
export abstract class HotTopics {
  /** @throws TopicsNotProvided where nobody finds any */
  abstract now(): Promise<readonly HotTopic[]>;
}

/** Where nobody looks for topics. */
@Injectable()
export class NoTopics extends HotTopics {
  now(): Promise<never> {
    return Promise.reject(new TopicsNotProvided('Nobody looks for topics here.'));
  }
}
