import { expect, test } from '@playwright/test';
import { itemOf, titlesOf } from './support/demo.ts';
import { holdMeeting } from './support/hold_meeting.ts';
import type { Facilitator, Meeting, Phone } from './support/meeting.ts';
import type { TorgServer } from './support/torg_server.ts';
import { Wire } from './support/wire.ts';
import { flat, Words } from './support/words.ts';

// Networks that go away, links and codes that are wrong, and meetings that are over.

const words = new Words('sv');
const say = words.say.bind(words);
const dotsItem = itemOf('dots');
const titles = titlesOf(dotsItem);
const { dots, max_per_option: most } = dotsItem.rule as { dots: number; max_per_option: number };

let server: TorgServer;
let meeting: Meeting;
let desk: Facilitator;
let wire: Wire;
let phone: Phone;

holdMeeting(async (held) => {
  meeting = held;
  server = held.server;
  wire = await Wire.to(server.port);
});
test.afterAll(() => wire?.remove());

test('a typed code leads in, whatever its case and spaces', async () => {
  const page = await meeting.page('code', 'sv', { viewport: { width: 360, height: 640 } });
  await page.goto(server.origin);
  const field = page.getByLabel(say('join.code'));
  const { code } = server.links;
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`.toLowerCase());
  await page.getByRole('button', { name: say('join.enter') }).click();
  await expect(page.getByRole('main')).toContainText(say('lobby.in'));
  await expect(page).toHaveURL(/\/m\/[a-z0-9]{10}$/);
  await page.reload();
  await expect(page.getByRole('main')).toContainText(say('lobby.in'));
});

test('a code in the wrong form, and a wrong code, are told in words', async () => {
  const page = await meeting.page('wrong code', 'sv');
  await page.goto(server.origin);
  const field = page.getByLabel(say('join.code'));
  await field.fill('K7');
  await page.getByRole('button', { name: say('join.enter') }).click();
  await expect(page.getByText(say('join.code_form', { n: 6 }))).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');

  const wrong = server.links.code.startsWith('A') ? 'BBBBBB' : 'AAAAAA';
  await field.fill(wrong);
  await page.getByRole('button', { name: say('join.enter') }).click();
  await expect(page.getByText(say('error.bad_credential'))).toBeVisible();
  await expect(field).toHaveValue(wrong);
});

test('a wrong link says so, and asks for the code instead', async () => {
  const page = await meeting.page('wrong link', 'sv');
  const nowhere = `${server.origin}/M/AAAAAAAAAAAAAAAA`;
  meeting.watch.missing(nowhere);
  await page.goto(nowhere);
  await expect(page.getByText(say('join.wrong_link'))).toBeVisible();
  await expect(page.getByLabel(say('join.code'))).toBeVisible();

  const english = await meeting.page('wrong meeting', 'en');
  const noMeeting = `${server.origin}/m/aaaaaaaaaa`;
  meeting.watch.missing(noMeeting);
  await english.goto(noMeeting);
  await expect(english.getByText(new Words('en').say('join.wrong_link'))).toBeVisible();
});

test('a facilitator page without its secret gives nothing away', async () => {
  const page = await meeting.page('no secret', 'sv');
  await page.goto(server.links.facilitator.replace(/#.*/, ''));
  await expect(page.getByText(say('facilitator.no_link'))).toBeVisible();
  await page.goto(server.links.screen.replace(/#.*/, ''));
  await expect(page.getByText(say('screen.no_link'))).toBeVisible();
});

test('it is called saved when the server has said so, not before', async () => {
  phone = await meeting.phone('on the wire', { link: wire.through(server.links.participant) });
  await phone.isIn();
  desk = await meeting.facilitator();
  await desk.step('start_meeting');
  await desk.press('facilitator.go_to');
  await desk.page.getByLabel(say('facilitator.go_where')).selectOption({ label: dotsItem.title.sv });
  await desk.press('facilitator.go');
  await desk.seesItem(dotsItem.title.sv);
  await desk.step('open_ballot');
  await phone.showsDots(titles[1]!, 0, most);

  wire.hold();
  await phone.addDots(titles[1]!, 1);
  // Shown at once, and on disk; but the phone has not heard of that.
  await phone.showsDots(titles[1]!, 1, most);
  await desk.seesTurnout(1, 2);
  await phone.isWaiting();
  wire.letGo();
  await phone.isSaved();
});

test('what is tapped without a network is sent when it is back', async () => {
  wire.cut();
  await phone.page.context().setOffline(true);
  await phone.addDots(titles[1]!, 1);
  await phone.addDots(titles[4]!, 1);
  await phone.showsDots(titles[1]!, 2, most);
  await phone.isWaiting();
  await expect(phone.bar).toContainText(flat(say('dots.left', { n: dots - 3 })));

  wire.mend();
  await phone.page.context().setOffline(false);
  await phone.isSaved();
  await phone.showsDots(titles[1]!, 2, most);
  await phone.page.reload();
  await phone.showsDots(titles[1]!, 2, most);
  await phone.showsDots(titles[4]!, 1, most);
  await desk.seesTurnout(1, 2);
});

test('a page that is closed without a network has its taps when it is opened again', async () => {
  wire.cut();
  await phone.addDots(titles[6]!, 1);
  await phone.isWaiting();
  const address = phone.page.url();
  const context = phone.page.context();
  await phone.page.close();
  wire.mend();
  const page = await context.newPage();
  await page.goto(address);
  phone.page = page;
  await phone.showsDots(titles[6]!, 1, most);
  await phone.isSaved();
  await page.reload();
  await phone.showsDots(titles[6]!, 1, most);
});

test('fifty times without a network and back again lose nothing', async () => {
  await phone.page.getByRole('button', { name: say('ballot.take_back') }).tap();
  await phone.showsDots(titles[6]!, 0, most);
  const context = phone.page.context();
  const options = Object.keys(titles).map(Number);
  const at = (turn: number) => titles[options[turn % options.length]!]!;
  for (let turn = 0; turn < 50; turn += 1) {
    wire.cut();
    await context.setOffline(true);
    if (turn > 0) await phone.removeDots(at(turn - 1), 1);
    await phone.addDots(at(turn), 1);
    wire.mend();
    await context.setOffline(false);
    await phone.isSaved();
  }
  await phone.page.reload();
  await phone.showsDots(at(49), 1, most);
  await expect(phone.bar).toContainText(say('dots.left', { n: dots - 1 }));
  await desk.step('stop_ballot');
  await desk.step('show_result');
  await expect(desk.page.getByRole('main')).toContainText(say('result.dots_total', { n: 1 }));
});

test('a ballot that was stopped while the phone was away is told as not counted', async () => {
  await desk.press('facilitator.another_round');
  await expect(phone.bar).toContainText(say('dots.left', { n: dots }));
  wire.cut();
  await phone.addDots(titles[2]!, 1);
  await desk.step('stop_ballot');
  wire.mend();
  await expect(phone.bar).toContainText(say('state.refused', { reason: say('error.box_not_open') }));
  await expect(phone.main).toContainText(say('ballot.none'));
  await desk.step('show_result');
});

test('who came by the link and types the code later is still the same, with the same vote', async () => {
  await desk.press('facilitator.another_round');
  const twice = await meeting.phone('two ways in');
  await twice.addDots(titles[5]!, 2);
  await twice.isSaved();
  await desk.seesTurnout(1, 3);
  await twice.page.goto(server.origin);
  await twice.page.getByLabel(say('join.code')).fill(server.links.code);
  await twice.page.getByRole('button', { name: say('join.enter') }).tap();
  await twice.showsDots(titles[5]!, 2, most);
  await twice.removeDots(titles[5]!, 1);
  await twice.isSaved();
  await desk.seesTurnout(1, 3);
  await desk.step('stop_ballot');
  await desk.step('show_result');
});

test('a closed meeting says that it is over, to who was there and to who comes late', async () => {
  const other = desk.page.getByRole('region', { name: say('facilitator.other_ways') });
  await other.getByRole('button', { name: say('facilitator.step_close_meeting') }).click();
  await other.getByRole('group', { name: say('facilitator.step_close_meeting') }).getByRole('button', { name: say('facilitator.step_close_meeting') }).click();
  await phone.seesItem(say('closed.title'));
  await phone.page.reload();
  await phone.seesItem(say('closed.title'));

  const late = await meeting.page('late', 'sv');
  await late.goto(server.links.participant);
  await expect(late.getByRole('main')).toContainText(new RegExp(`${say('closed.title')}|${say('join.wrong_link')}`));
});
