// The demo's vote on priced projects, counted by equal shares with add1 and utilitarian completion.
import type { FundResult, FundRule, Group, Option } from '@protocol/types';
import demo from './fund_demo.json';

export const projects = demo.options as unknown as Option[];
export const groups = demo.groups as unknown as Group[];
export const fundResult = demo.result as unknown as FundResult;
export const fundRule: FundRule = {
  kind: 'fund', pot: 450_000, form: 'approve', max_choices: 5, method: 'equal_shares', satisfaction: 'cost', completion: 'add1', utilitarian: true,
};
export const fundTitle = { sv: 'Vad ska utvecklingspengarna gå till?', en: 'What shall the development money go to?' };
export const leftGoesTo = { sv: 'nästa forums påse', en: 'the pot of the next forum' };
export const lot = [4, 12, 7, 1, 9, 2, 14, 3, 11, 6, 5, 13, 10, 8];
