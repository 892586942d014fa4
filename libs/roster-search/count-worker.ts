import { parentPort, workerData } from 'node:worker_threads';
import { countShifts, type DemandForShifts } from '#libs/workforce/shifts/shift-counts';
import { loadHighs } from './load-highs.js';

parentPort!.postMessage(countShifts(await loadHighs(), workerData as DemandForShifts));
