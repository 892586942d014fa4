import type { Bench } from './runner.js';
import { atLeast } from './target.js';
import { writeRows } from './telephony/raw-rows.js';
import { playCalls } from './telephony/whole-calls.js';

/** Whole calls a second through the switch, legs, contacts and routing, beside the rows alone that they write, in the same run. */
export const bench: Bench = async (args) => {
  const [calls, agents] = args.includes('--smoke') ? [20, 5] : [200, 20];
  const whole = await playCalls(calls, agents);
  const rows = await writeRows(calls, whole.writesPerCall);
  const share = Number((whole.callsPerSecond / rows.callsPerSecond).toFixed(3));
  return {
    results: { whole, rows, share },
    targets: [
      atLeast('whole calls a second', whole.callsPerSecond, 20),
      atLeast('of the calls whose rows alone could be written', share, 0.02),
      atLeast('calls an agent had', whole.handled / calls, 1),
    ],
  };
};
