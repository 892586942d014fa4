/** What somebody is to do, and when. */
export interface PublishedActivity {
  readonly agentId: string;
  readonly activity: 'work' | 'break' | 'lunch' | 'training' | 'meeting' | 'leave';
  readonly from: Date;
  readonly to: Date;
}

/** What training asks of rosters that were published. */
export abstract class PublishedActivities {
  abstract activities(agentIds: readonly string[], from: Date, to: Date): Promise<PublishedActivity[]>;
}

/** Nobody publishes rosters: nothing is known of what people are to do. */
export class NoPublishedActivities extends PublishedActivities {
  async activities(): Promise<PublishedActivity[]> {
    return [];
  }
}
