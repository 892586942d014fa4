import type { RequestCall } from '#libs/process-engine/effects';
import type { CallAnswer } from '#libs/process-engine/simulator/answers';

/** When a service was at work. */
export interface CallSpan {
  readonly connector: string;
  readonly from: number;
  readonly to: number;
}

const LASTS: Readonly<Record<string, number>> = { 'wait-10-seconds': 10_000, 'parallel-work': 5_000 };

/** Does what scripts do that take time or fail. */
export class ScriptedServices {
  readonly spans: CallSpan[] = [];

  constructor(private readonly now: () => Date) {}

  readonly call = ({ connector }: RequestCall): CallAnswer | undefined => {
    if (connector === 'throw-error') return { errorCode: 'ERR_CODE' };
    const after = LASTS[connector];
    if (after === undefined) return undefined;
    const from = this.now().getTime();
    this.spans.push({ connector, from, to: from + after });
    return { result: null, after };
  };
}
