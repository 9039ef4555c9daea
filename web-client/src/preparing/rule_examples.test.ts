import { describe, expect, it } from 'vitest';
import { examplePot, fundExamples, projects, splitBallots, splitExamples, voters } from './rule_examples';

const costOf = (options: readonly number[]) => projects.filter((one) => options.includes(one.option)).reduce((sum, one) => sum + one.cost, 0);
const share = examplePot / voters.length;
const options = [0, 1, 2];
const given = (option: number) => splitBallots.map((ballot) => ballot[option] ?? 0);
const middle = (values: readonly number[]) => values.slice().sort((a, b) => a - b)[(values.length - 1) / 2];

describe('the example of priced projects', () => {
  it('by most votes first takes what fits in the order of votes, then of cost', () => {
    const order = projects.slice().sort((a, b) => b.chosenBy.length - a.chosenBy.length || a.cost - b.cost);
    const taken = order.reduce<number[]>((all, one) => (costOf(all) + one.cost <= examplePot ? all.concat(one.option) : all), []);
    expect(taken).toEqual(fundExamples.greedy.funded);
  });
  it('by equal shares is bought with what its voters have, and neither they nor the pot pay for more', () => {
    const { funded, paid = [] } = fundExamples.equal_shares;
    const left = paid.map((parts) => share - Object.values(parts).reduce((sum, one) => sum + one, 0));
    expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
    for (const one of projects) {
      const together = one.chosenBy.reduce((sum, voter) => sum + (paid[voter]?.[one.option] ?? 0), 0);
      expect(together).toBe(funded.includes(one.option) ? one.cost : 0);
      if (funded.includes(one.option)) continue;
      expect(one.chosenBy.reduce((sum, voter) => sum + (left[voter] ?? 0), 0)).toBeLessThan(one.cost);
      expect(costOf(funded) + one.cost).toBeGreaterThan(examplePot);
    }
  });
  it('by even burdens is bought in the order in which its voters have the money', () => {
    const load = [0, 0, 0];
    const bought: number[] = [];
    for (;;) {
      const next = projects
        .filter((one) => !bought.includes(one.option))
        .map((one) => ({ one, at: (one.chosenBy.reduce((sum, voter) => sum + (load[voter] ?? 0), 0) + one.cost) / one.chosenBy.length }))
        .sort((a, b) => a.at - b.at)[0];
      if (!next || costOf(bought) + next.one.cost > examplePot) break;
      bought.push(next.one.option);
      for (const voter of next.one.chosenBy) load[voter] = next.at;
    }
    expect(bought).toEqual(fundExamples.phragmen.funded);
    expect(load).toEqual(fundExamples.phragmen.paid?.map((parts) => Object.values(parts).reduce((sum, one) => sum + one, 0)));
  });
  it('by most support that fits has more votes than any other choice that fits', () => {
    const choices = Array.from({ length: 8 }, (_, set) => projects.filter((_project, at) => set & (1 << at)).map((one) => one.option)).filter((one) => costOf(one) <= examplePot);
    const votes = (choice: readonly number[]) => projects.filter((one) => choice.includes(one.option)).reduce((sum, one) => sum + one.chosenBy.length, 0);
    const most = Math.max(...choices.map(votes));
    expect(choices.filter((one) => votes(one) === most)).toEqual([fundExamples.knapsack.funded]);
  });
});

describe('the example of a split', () => {
  it.each(Object.values(splitExamples))('shares out the whole pot', ({ amounts }) => expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(examplePot));
  it('has ballots of the whole pot', () => {
    for (const ballot of splitBallots) expect(ballot.reduce((sum, one) => sum + one, 0)).toBe(examplePot);
  });
  it('by mean and by median is their mean and their median', () => {
    expect(splitExamples.mean.amounts).toEqual(options.map((option) => given(option).reduce((sum, one) => sum + one, 0) / voters.length));
    expect(splitExamples.median.amounts).toEqual(options.map((option) => middle(given(option))));
  });
  it('by independent markets is the middle of the ballots and of points with even steps between', () => {
    const { amounts, points = [] } = splitExamples.independent_markets;
    expect(points).toEqual(Array.from({ length: voters.length + 1 }, (_, k) => k * (points[1] ?? 0)));
    expect(amounts).toEqual(options.map((option) => middle(given(option).concat(points))));
  });
  it('krona by krona hands out those with most behind them', () => {
    const step = 10_000;
    const kronor = options.reduce<{ option: number; behind: number }[]>(
      (all, option) => all.concat(Array.from({ length: examplePot / step }, (_, at) => ({ option, behind: given(option).filter((one) => one >= (at + 1) * step).length }))), []);
    const dealt = kronor.sort((a, b) => b.behind - a.behind).slice(0, examplePot / step);
    expect(options.map((option) => step * dealt.filter((one) => one.option === option).length)).toEqual(splitExamples.knapsack.amounts);
    expect(Math.min(...dealt.map((one) => one.behind))).toBe(2);
  });
});
