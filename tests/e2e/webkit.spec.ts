import { expect, test } from '@playwright/test';
import { itemOf, titlesOf } from './support/demo.ts';
import { Meeting, type Facilitator } from './support/meeting.ts';
import { TorgServer } from './support/torg_server.ts';
import { missingForWebKit, WebKit } from './support/webkit.ts';
import { Words } from './support/words.ts';

// Another engine than Chromium's: a phone of its kind in a meeting that Chromium leads.
test.describe.configure({ mode: 'serial' });
const missing = missingForWebKit();
test.skip(missing !== undefined, `WebKitGTK is not tested: ${missing}.`);

const words = new Words('sv');
const say = words.say.bind(words);
const item = itemOf('dots');
const titles = titlesOf(item);
const { dots } = item.rule as { dots: number };

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let phone: WebKit;

test.beforeAll(async ({ browser }) => {
  if (missing !== undefined) return;
  server = await TorgServer.start();
  meeting = new Meeting(browser, server);
  phone = await WebKit.start({ width: 400, height: 740 });
});
test.afterEach(() => meeting?.watch.expectNothing());
test.afterAll(async () => {
  await phone?.stop();
  await meeting?.leave();
  await server?.stop();
});

test('a phone comes in by the link and votes', async () => {
  test.info().annotations.push({ type: 'WebKitGTK', description: phone.version });
  await phone.open(server.links.participant);
  await phone.sees(say('lobby.in'));
  expect(await phone.evaluate<string>('return location.pathname')).toMatch(/^\/m\/[a-z0-9]{10}$/);
  desk = await meeting.facilitator();
  await desk.step('start_meeting');
  await desk.goTo(item.title.sv);
  await desk.step('open_ballot');
  await phone.sees(say('dots.left', { n: dots }));
  for (const option of [1, 1, 4]) await phone.press(say('dots.add', { option: titles[option]! }));
  await phone.sees(say('dots.left', { n: dots - 3 }), say('state.saved'));
  await desk.seesTurnout(1, 1);
});

test('after a reload its dots are there, and nothing sticks out', async () => {
  await phone.reload();
  await phone.sees(say('dots.left', { n: dots - 3 }));
  const shown = await phone.evaluate<string>('return document.querySelector(`[role=group][aria-label="${arguments[0]}"]`).textContent', titles[1]);
  expect(shown).toContain(say('dots.count', { n: 2, max: (item.rule as { max_per_option: number }).max_per_option }));
  expect(await phone.evaluate<number>('return document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
  await desk.seesTurnout(1, 1);
});

test('it is shown the result beside its own dots', async () => {
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await phone.sees(say('result.intro_own'), say('result.own', { amount: say('dots.figure', { n: 2 }) }), say('result.own', { amount: say('dots.figure', { n: 1 }) }));
});
