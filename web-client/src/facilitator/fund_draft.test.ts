import { describe, expect, it } from 'vitest';
import type { FundForm, FundMethod, FundRule } from '@protocol/types';
import { usualFundRule } from '../preparing/defaults';
import { completionsFor, methodsFor, satisfactionsFor } from '../preparing/fund_choices';
import { Figures } from './draft_figures';
import { fundDraftOf, fundRuleOf } from './fund_draft';

const forms: FundForm[] = ['approve', 'points', 'rank'];
const combinations = forms.reduce<[FundForm, FundMethod][]>((all, form) => all.concat(methodsFor(form).map((method): [FundForm, FundMethod] => [form, method])), []);

describe('a rule for priced projects', () => {
  it.each(combinations)('by %s and %s is given back, whatever worth and completion it has', (form, method) => {
    for (const satisfaction of satisfactionsFor(form, method)) {
      for (const completion of completionsFor(method)) {
        const rule: FundRule = { ...usualFundRule(form, method, 5000), satisfaction, completion };
        const figures = new Figures();
        expect(fundRuleOf(fundDraftOf(rule), 5000, figures)).toEqual(rule);
        expect(figures.problems).toEqual({});
      }
    }
  });
  it('keeps its limits, and only those that its form has', () => {
    const points: FundRule = { ...usualFundRule('points', 'greedy', 100), points: 6, max_per_option: 3 };
    const draft = { ...fundDraftOf(points), mostProjects: '4' };
    expect(fundRuleOf(draft, 100, new Figures())).toEqual(points);
    const { points: _, max_per_option: __, ...others } = { ...points, form: 'rank' as const, satisfaction: 'rankpoints_x_cost' as const, max_choices: 4 };
    expect(fundRuleOf({ ...draft, form: 'rank' }, 100, new Figures())).toEqual(others);
  });
  it('follows the form when the method or the worth does not go with it', () => {
    const draft = { ...fundDraftOf(usualFundRule('approve', 'phragmen', 1)), form: 'points' as const };
    expect(fundRuleOf(draft, 1, new Figures())).toMatchObject({ method: 'equal_shares', satisfaction: 'points_x_cost', completion: 'none' });
    const borda = { ...fundDraftOf(undefined), form: 'rank' as const, satisfaction: 'borda' as const };
    expect(fundRuleOf(borda, 1, new Figures()).satisfaction).toBe('borda');
    expect(fundRuleOf({ ...borda, form: 'approve' }, 1, new Figures()).satisfaction).toBe('cost');
    expect(fundRuleOf({ ...borda, form: 'approve', method: 'knapsack' }, 1, new Figures())).toMatchObject({ satisfaction: 'cardinality', completion: 'none', utilitarian: false });
  });
  it('marks limits that cannot be', () => {
    const figures = new Figures();
    fundRuleOf({ ...fundDraftOf(undefined), form: 'points', points: '3', mostPoints: '4' }, 1, figures);
    fundRuleOf({ ...fundDraftOf(undefined), mostProjects: 'alla' }, 1, figures);
    expect(figures.problems).toEqual({ mostPoints: 'form.max_above_points', mostProjects: 'form.not_a_number' });
  });
});
