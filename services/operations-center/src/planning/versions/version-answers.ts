import { Clock } from '#libs/kernel/clock';
import { dateOf, dayNumber } from '#libs/workforce/forecast/civil-date';
import { totalOf } from '#libs/workforce/forecast/history';
import { predictionInterval } from '#libs/workforce/forecast/prediction-interval';
import { Injectable } from '@nestjs/common';
import { Opening } from '../groups/opening.js';
import { PlanningGroups } from '../groups/planning-groups.js';
import { VolumeHistory } from '../history/volume-history.js';
import { ForecastVersionsDiffer } from '../planning.errors.js';
import type { ComparisonQuery, DaysQuery } from './forecast-version.dto.js';
import { ForecastVersions } from './forecast-versions.js';
import { accuracyOfVersion } from './version-accuracy.js';
import { comparedDays, meanHandleSeconds } from './version-comparison.js';

/** What is asked of versions. */
@Injectable()
export class VersionAnswers {
  constructor(
    private readonly groups: PlanningGroups,
    private readonly versions: ForecastVersions,
    private readonly history: VolumeHistory,
    private readonly clock: Clock,
  ) {}

  /** @throws ForecastVersionNotFound */
  async days(id: string, { from, to, confidence }: DaysQuery) {
    const { groupId, uncertainty, historyTo } = await this.versions.get(id);
    const { content } = await this.groups.get(groupId);
    const opening = new Opening(content);
    const days = await this.versions.days(id, from, to);
    return {
      intervalMinutes: content.intervalMinutes,
      days: days.map((day) => ({
        ...{ date: day.date, contacts: totalOf(day.contacts), handleSeconds: meanHandleSeconds(day) },
        intervals: day.contacts.map((contacts, at) => {
          const ahead = dayNumber(day.date) - dayNumber(historyTo);
          const { from: low, to: high } = predictionInterval(uncertainty, contacts, confidence, ahead);
          return { at: opening.nameOf(at), contacts, low, high, handleSeconds: day.handleSeconds[at]! };
        }),
      })),
    };
  }

  /** @throws ForecastVersionNotFound, ForecastVersionsDiffer */
  async compare(one: string, { with: other, from, to }: ComparisonQuery) {
    const [{ groupId }, second] = [await this.versions.get(one), await this.versions.get(other)];
    if (second.groupId !== groupId) throw new ForecastVersionsDiffer('The versions are of different planning groups.');
    const { content } = await this.groups.get(groupId);
    const opening = new Opening(content);
    const days = comparedDays(await this.versions.days(one, from, to), await this.versions.days(other, from, to));
    return {
      one,
      other,
      days: days.map((day) => ({
        ...day,
        intervals: day.intervals.map((interval, at) => ({ at: opening.nameOf(at), ...interval })),
      })),
    };
  }

  /** By the days that are over on the wall clock of the group. @throws ForecastVersionNotFound */
  async accuracy(id: string) {
    const version = await this.versions.get(id);
    const { groupId, fromDate, toDate } = version;
    const group = await this.groups.get(groupId);
    const yesterday = dateOf(dayNumber(new Opening(group.content).dateAt(this.clock.ms())) - 1);
    const actual = await this.history.of(group, fromDate, yesterday < toDate ? yesterday : toDate);
    const said = accuracyOfVersion(await this.versions.days(id), actual, version);
    return {
      wapePercent: percentOf(said.wape),
      dailyWapePercent: percentOf(said.dailyWape),
      biasPercent: percentOf(said.bias),
      handleTimeWapePercent: percentOf(said.handleTimeWape),
      coveragePercent: percentOf(said.coverage),
      days: said.days.map(({ wape, bias, ...day }) => {
        return { ...day, wapePercent: roundedPercent(wape), biasPercent: roundedPercent(bias) };
      }),
    };
  }
}

/** Two decimals. */
export function roundedPercent(share: number): number {
  return Math.round(share * 10_000) / 100;
}

function percentOf(share: number | null): number | null {
  return share === null ? null : roundedPercent(share);
}
