// Sections for looking at the screen without a server: one set for each thing it can show.
import type { BoxSection, MeetingSection, SectionMap } from '@protocol/sections';
import type { BallotRule, BoxState, ItemKind, Option, Result, Title } from '@protocol/types';

import { comparison, fundResult, fundRule, fundTitle, groups, leftGoesTo, ledger, lot, projects } from './fund_demo';

type Sections = Partial<SectionMap>;

const now = Date.now();
const minute = 60_000;

function squares(size: number): string[] {
  const eye = (x: number, y: number) => {
    const at = Math.max(Math.abs(x - 3), Math.abs(y - 3));
    return at === 3 || at < 2;
  };
  const dark = (x: number, y: number) => {
    for (const [left, top] of [[0, 0], [size - 7, 0], [0, size - 7]] as const) {
      const [dx, dy] = [x - left, y - top];
      if (dx >= 0 && dx < 7 && dy >= 0 && dy < 7) return eye(dx, dy);
      if (dx >= -1 && dx < 8 && dy >= -1 && dy < 8) return false;
    }
    return ((x * 7 + y * 13 + x * y * 3) % 5) < 2;
  };
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => (dark(x, y) ? '1' : '0')).join(''));
}
const qr = { size: 29, rows: squares(29) };
const join = { url: 'http://192.168.104.231:8080/M/ABCDEFGHJKLMNPQR', address: '192.168.104.231:8080', code: 'K7M4PX', code_paused: false, qr };

const meeting: MeetingSection = {
  meeting: 'abcdefghij',
  title: { sv: 'Bygdens framtid', en: 'The future of our villages' },
  place: { sv: 'Bygdegården, Baggetorp' },
  starts_at_ms: now,
  languages: ['sv', 'en'],
  phase: 'live',
  publication: 'unpublished',
  illustrative: true,
  rehearsal: false,
  groups,
};
const titles: readonly [string, string][] = [
  ['Boulebana med belysning i parken', 'Boules court with lighting in the park'],
  ['Två hjärtstartare utomhus', 'Two outdoor defibrillators'],
  ['Utescen av trä', 'Open-air wooden stage'],
  ['Utegym vid motionsspåret', 'Outdoor gym at the exercise track'],
  ['Laddstolpe med två uttag', 'Charging post with two sockets'],
  ['Badramp och vassklippning', 'Bathing ramp and reed cutting'],
  ['Grillplats med bord', 'Barbecue place with tables'],
  ['Lekplatsen rustas upp', 'The playground is renewed'],
  ['Hörslinga och projektor i bygdegården', 'Hearing loop and projector in the village hall'],
  ['Flytbrygga vid båtplatsen', 'Floating jetty at the boat place'],
  ['Vindskydd med utsikt', 'Shelter with a view'],
  ['Vandringsslinga med spänger och skyltar', 'Walking trail with boardwalks and signs'],
  ['Byadag med blomstermarknad', 'Village day with a flower market'],
  ['Två belysningspunkter vid hållplatsen', 'Two lamps at the bus stop'],
];
const longTitles = [
  'Kommunikationsinfrastrukturförbättringsåtgärder vid tågstationen',
  'Cykelvägsbelysningsanläggning mellan Marmorbyn och Baggetorps skola',
  'Föreningsgemensam materialförvaringsbyggnad vid idrottsplatsen',
  'En tillgänglighetsanpassad bad- och båtbrygga i Kolsnaren',
  'Dagverksamhet för äldre i bygdegården, två dagar i veckan',
  'Landsbygdsutvecklingsverksamhetssamordnare',
  'Vattenreningsanläggningsupprustning',
  'Skolskjutshållplatsernas väntkurer, sju stycken, med belysning och bänk, och en skylt om bygdens historia vid var och en av dem för den som väntar länge på bussen',
];
const options: Option[] = titles.map(([sv, en], at) => ({ option: at + 1, title: { sv, en } }));
const longOptions: Option[] = Array.from({ length: 20 }, (_, at) => ({ option: at + 1, title: { sv: longTitles[at % longTitles.length] ?? '' } }));
const dotsRule: BallotRule = { kind: 'dots', dots: 5, max_per_option: 3, top: 6 };

function agenda(kind: ItemKind, title: Title): Sections {
  return {
    meeting,
    join,
    screen: { view: 'agenda' },
    presence: { joined: 31, connected: 30 },
    agenda: {
      current: 4,
      entries: [
        { item: 1, kind: 'info', title: { sv: 'Välkomna' }, state: 'done' },
        { item: 4, kind, title, state: 'running' },
        { item: 5, kind: 'discussion', title: { sv: 'Samtal i smågrupper', en: 'Talks in small groups' }, state: 'planned' },
      ],
    },
  };
}

interface Vote {
  title?: Title;
  kind?: ItemKind;
  rule?: BallotRule;
  from?: Option[];
  state?: BoxState;
  cast?: number;
  entitled?: number;
  round?: number;
  closes?: number;
  reason?: string;
  result?: Result;
  lot?: number[];
}
function vote(how: Vote): Sections {
  const { title = { sv: 'Vad vill vi prata vidare om?', en: 'What shall we discuss further?' }, kind = 'dots', rule = dotsRule, from = options, state, cast = 37, entitled = 44, round = 1 } = how;
  const sections = agenda(kind, title);
  sections['item/4'] = { item: 4, definition: { kind, title, rule, options: from, authority: 'advisory', decided_by: { sv: 'Kommunstyrelsen beslutar.', en: 'The municipal board decides.' } }, proposals: [], rounds: state ? [7] : [], ...(state ? { box: 7 } : {}) };
  if (how.lot) sections['item/4'].lot = how.lot;
  if (kind === 'fund' || kind === 'split') sections['item/4'].definition.left_goes_to = leftGoesTo;
  if (!state) return sections;
  const box: BoxSection = { box: 7, item: 4, round, state, rule, rule_name: kind, rule_version: 1, options: from, authority: 'advisory', electorate: 'open', decided_by: { sv: 'Kommunstyrelsen beslutar.', en: 'The municipal board decides.' }, opened_at_ms: now };
  if (how.lot) box.lot = how.lot;
  if (kind === 'fund') box.left_goes_to = leftGoesTo;
  if (how.closes) box.closes_at_ms = now + how.closes;
  if (how.reason) box.void_reason = how.reason;
  sections['box/7'] = box;
  if (state !== 'void') sections['turnout/7'] = { box: 7, cast, entitled, want_more_time: 0 };
  if (how.result) sections['result/7'] = { box: 7, item: 4, digest: 'a'.repeat(43), result: how.result };
  return sections;
}
function dotsResult(ranked: readonly (readonly [number, number])[], top: number, tie: number[] = []): Result {
  return {
    kind: 'dots', cast: 44, blank: 1, abstained: 2, total_dots: ranked.reduce((sum, row) => sum + row[1], 0),
    rows: ranked.map(([option, dots]) => ({ option, dots, supporters: Math.ceil(dots / 2), rank: ranked.findIndex((row) => row[1] === dots) + 1 })),
    order_reasons: [], selected: ranked.slice(0, top).map((row) => row[0]), tie_at_cut: tie,
  } as Result;
}
const evening = [[12, 25], [1, 19], [4, 19], [13, 19], [8, 18], [9, 18], [2, 17], [7, 17], [3, 15], [6, 13], [14, 12], [5, 10], [11, 7], [10, 4]] as const;
const themes: Option[] = [['Mötesplatser', 'Meeting places'], ['Friluftsliv och bad', 'Outdoor life and bathing'], ['Trygghet och resor', 'Safety and travel'], ['Kultur och evenemang', 'Culture and events'], ['Information och webb', 'Information and web']].map(([sv = '', en = ''], at) => ({ option: at + 1, title: { sv, en } }));
const splitRule: BallotRule = { kind: 'split', pot: 100000, step: 5000, rounding: 100, method: 'mean', bounds: [] };
const when: Option[] = ['Vardagskväll', 'Lördag förmiddag', 'Söndag eftermiddag'].map((sv, at) => ({ option: at + 1, title: { sv } }));
const prose = 'Mobilen följer dagordningen av sig själv. När vi röstar är rösten hemlig och du kan ändra dig tills omröstningen stoppas. Ingen ser ditt namn, och resultatet visas för alla samtidigt.';

function plain(kind: ItemKind, title: Title, more: { text?: string; minutes?: number; timer?: number; ledger?: boolean } = {}): Sections {
  const sections = agenda(kind, title);
  sections['item/4'] = { item: 4, definition: { kind, title, ...(more.text ? { text: { sv: more.text } } : {}), ...(more.minutes ? { minutes: more.minutes } : {}), ...(more.ledger ? { ledger: { lines: ledger.lines } } : {}) }, proposals: [], rounds: [], started_at_ms: now };
  if (more.timer) sections.timer = { ends_at_ms: now + more.timer };
  return sections;
}
function ideas(count: number): Sections {
  const title = { sv: 'Vad saknas? Nya förslag från salen', en: 'What is missing? New proposals from the hall' };
  const sections = agenda('ideas', title);
  sections['item/4'] = { item: 4, definition: { kind: 'ideas', title, ideas: { limit: 3, release_first: true } }, proposals: Array.from({ length: count }, (_, at) => at + 15), rounds: [] };
  for (let at = 0; at < count; at += 1) {
    const sv = at % 3 === 2 ? longTitles[at % longTitles.length] ?? '' : titles[at % titles.length]?.[0] ?? '';
    sections[`proposal/${at + 15}`] = { proposal: at + 15, item: 4, state: 'released', title: { sv }, authors: 1, merged: [] };
  }
  return sections;
}

const fund = { kind: 'fund', rule: fundRule, from: projects, title: fundTitle, lot } as const;

export const screenStates: Record<string, Sections> = {
  draft: { meeting: { ...meeting, phase: 'draft' } },
  lobby: { meeting: { ...meeting, phase: 'open' }, join, presence: { joined: 31, connected: 30 }, screen: { view: 'agenda' } },
  'lobby-wifi': { meeting: { ...meeting, phase: 'open', title: { sv: 'Lokalt utvecklingsforum för hela kommunens landsbygd, höstmötet' } }, join: { ...join, wifi: { ssid: 'Bygdegarden-Gast', qr } }, presence: { joined: 1, connected: 1 }, screen: { view: 'agenda' } },
  'lobby-paused': { meeting: { ...meeting, phase: 'open' }, join: { ...join, code_paused: true }, presence: { joined: 312, connected: 300 }, screen: { view: 'agenda' } },
  info: plain('info', { sv: 'Välkomna: så fungerar kvällen', en: 'Welcome: how the evening works' }, { text: prose }),
  'info-title': plain('info', { sv: 'Läget i orterna, två minuter var', en: 'News from the villages, two minutes each' }),
  'info-long': plain('info', { sv: 'Kommunens ekonomi: vad som är drift, vad som är utveckling och vad som är fritt att lägga på bygderna' }, { text: Array.from({ length: 12 }, () => prose).join('\n\n') }),
  break: plain('break', { sv: 'Soppa och kaffe', en: 'Soup and coffee' }, { minutes: 25 }),
  discussion: plain('discussion', { sv: 'Samtal i smågrupper', en: 'Talks in small groups' }, { text: 'Vad skulle göra förslaget lätt att genomföra? Vem kan ta första steget?', timer: 12 * minute }),
  'discussion-timer': plain('discussion', { sv: 'Samtal i smågrupper' }, { timer: 12 * minute }),
  'ideas-none': ideas(0),
  ideas: ideas(4),
  'ideas-many': ideas(17),
  before: vote({}),
  'before-long': vote({ from: longOptions, title: { sv: longTitles[7] ?? '' } }),
  open: vote({ state: 'open', closes: 2 * minute + 10_000 }),
  'open-large': vote({ state: 'open', cast: 1288, entitled: 2041, round: 2, closes: 70 * minute, title: { sv: 'Vilka av de fjorton förslagen från sju orter vill vi prata vidare om efter soppan?' } }),
  stopped: vote({ state: 'stopped', cast: 44 }),
  sealed: vote({ state: 'sealed', cast: 44 }),
  void: vote({ state: 'void', reason: 'Två förslag hade bytt plats på storbilden.' }),
  dots: vote({ state: 'shown', result: dotsResult(evening, 6) }),
  'dots-long': vote({ state: 'shown', from: longOptions, title: { sv: longTitles[7] ?? '' }, result: dotsResult(longOptions.map((option, at) => [option.option, 90 - 4 * Math.floor(at / 3)] as const), 7, [7, 8, 9]) }),
  'dots-few': vote({ state: 'shown', result: dotsResult([[12, 25], [1, 19], [4, 19]], 0) }),
  split: vote({ kind: 'split', state: 'shown', rule: splitRule, from: themes, title: { sv: 'Fördela verksamhetspengen', en: 'Split the activity money' }, result: { kind: 'split', cast: 44, blank: 2, abstained: 0, incomplete: 1, counted: 41, status: 'ok', method: 'mean', rows: [28200, 28000, 22600, 16000, 5200].map((amount, at) => ({ option: at + 1, amount })) } as Result }),
  poll: vote({ kind: 'poll', state: 'shown', rule: { kind: 'poll', form: 'one' }, from: when, title: { sv: 'När passar nästa forum bäst?', en: 'When does the next forum suit best?' }, result: { kind: 'choice', cast: 44, blank: 0, abstained: 3, rows: [21, 14, 6].map((votes, at) => ({ option: at + 1, votes })) } as Result }),
  scale: vote({ kind: 'poll', state: 'shown', rule: { kind: 'poll', form: 'scale' }, from: [], title: { sv: 'Kvällens upplägg fungerade bra för mig', en: 'The evening worked well for me' }, result: { kind: 'scale', cast: 44, abstained: 1, counts: [1, 4, 9, 18, 11], median: 8 } as Result }),
  'fund-before': vote({ ...fund }),
  'fund-open': vote({ ...fund, state: 'open', closes: 2 * minute + 10_000 }),
  fund: vote({ ...fund, state: 'shown', result: fundResult }),
  'fund-weights': vote({ ...fund, rule: { ...fundRule, weights: { groups: groups.slice(0, 6).map((group, at) => ({ group: group.group, weight: 6 - at })), others: 1, visible: true } } }),
  comparison: { ...vote({ ...fund, state: 'shown', result: fundResult }), screen: { view: 'comparison' }, 'comparison/7': { box: 7, item: 4, comparison } },
  'comparison-split': {
    ...vote({ kind: 'split', state: 'shown', rule: splitRule, from: themes, title: { sv: 'Fördela verksamhetspengen', en: 'Split the activity money' }, result: { kind: 'split', cast: 44, blank: 2, abstained: 0, incomplete: 1, counted: 41, status: 'ok', method: 'mean', rows: [28200, 28000, 22600, 16000, 5200].map((amount, at) => ({ option: at + 1, amount })) } as Result }),
    screen: { view: 'comparison' },
    'comparison/7': { box: 7, item: 4, comparison: { outcomes: [['independent_markets', [28000, 27500, 22600, 16000, 5900], 0, 0], ['mean', [28200, 28000, 22600, 16000, 5200], 17, 20], ['median', [30000, 30000, 25000, 15000, 0], 12, 24], ['knapsack', [30000, 30000, 20000, 15000, 5000], 15, 21]].map(([method, amounts, better, worse], at) => ({ rule_name: 'split', rule_version: 1, method: method as string, weighted: false, chosen: at === 0, spent: 100000, better: better as number, worse: worse as number, amounts: (amounts as number[]).map((value, place) => ({ option: place + 1, value })).filter((mark) => mark.value > 0), groups: groups.slice(0, 3).map((group) => ({ group: group.group, ballots: 9, better: 3, worse: 4 })) })) } },
  },
  ledger: { ...plain('info', { sv: 'Så här ligger pengarna', en: 'Where the money stands' }, { text: prose, ledger: true }), ledger },
  closed: { meeting: { ...meeting, phase: 'closed', fingerprint: 'N6BB-EWMD-6HR0-TSJX-K6RG-8NX1' }, join },
  published: { meeting: { ...meeting, phase: 'closed', publication: 'public', fingerprint: 'N6BB-EWMD-6HR0-TSJX-K6RG-8NX1' }, join },
};
