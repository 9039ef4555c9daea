import type { FundCompletion, FundForm, FundMethod, FundRule, Satisfaction } from '@protocol/types';
import { usualFundRule, usualPoints } from '../preparing/defaults';
import { canBeFilled, completionsFor, methodsFor, satisfactionsFor } from '../preparing/fund_choices';
import { Figures, figureText } from './draft_figures';

/** The rule of a vote on priced projects as it is being written. What does not go with the form or
 *  the method is kept, and counts again when they are changed back. */
export interface FundDraft {
  form: FundForm;
  method: FundMethod;
  /** Undefined: the usual one, whatever form and method become. */
  satisfaction: Satisfaction | undefined;
  completion: FundCompletion;
  utilitarian: boolean;
  points: string;
  mostPoints: string;
  mostProjects: string;
}

export function fundDraftOf(rule: FundRule | undefined): FundDraft {
  const { form, method, satisfaction, completion, utilitarian, points, max_per_option, max_choices } = rule ?? usualFundRule('approve', 'equal_shares', 1);
  return {
    form,
    method,
    satisfaction: satisfaction === satisfactionsFor(form, method)[0] ? undefined : satisfaction,
    completion: canBeFilled(method) ? completion : 'add1',
    utilitarian: canBeFilled(method) ? utilitarian : true,
    points: figureText(points ?? usualPoints),
    mostPoints: figureText(max_per_option),
    mostProjects: figureText(max_choices),
  };
}

/** What of the draft goes together. */
export function fundMethodOf(draft: FundDraft): FundMethod {
  return methodsFor(draft.form).includes(draft.method) ? draft.method : 'equal_shares';
}

export function fundSatisfactionOf(draft: FundDraft): Satisfaction {
  const fitting = satisfactionsFor(draft.form, fundMethodOf(draft));
  return draft.satisfaction !== undefined && fitting.includes(draft.satisfaction) ? draft.satisfaction : (fitting[0] ?? 'cost');
}

export function fundRuleOf(draft: FundDraft, pot: number, figures: Figures): FundRule {
  const method = fundMethodOf(draft);
  const completion = completionsFor(method).includes(draft.completion) ? draft.completion : 'none';
  return {
    kind: 'fund',
    pot,
    form: draft.form,
    ...(draft.form === 'points' ? pointsOf(draft, figures) : choicesOf(draft, figures)),
    method,
    satisfaction: fundSatisfactionOf(draft),
    completion,
    utilitarian: draft.utilitarian && canBeFilled(method),
  };
}

function pointsOf(draft: FundDraft, figures: Figures): Pick<FundRule, 'points' | 'max_per_option'> {
  const points = figures.read('points', draft.points, 1, 1000);
  const most = figures.readOptional('mostPoints', draft.mostPoints, 1, 1000);
  if (most === undefined) return { points };
  if (most > points) figures.problems.mostPoints = 'form.max_above_points';
  return { points, max_per_option: most };
}

function choicesOf(draft: FundDraft, figures: Figures): Pick<FundRule, 'max_choices'> {
  const most = figures.readOptional('mostProjects', draft.mostProjects, 1, 200);
  return most === undefined ? {} : { max_choices: most };
}
