import { describe, expect, test, vi } from 'vitest';
import { eachWithServer, phone, seconds } from './fake_phone';
import { FakeStorage, type FakeServer } from './fake_server';

let server: FakeServer;
eachWithServer((fresh) => (server = fresh));

describe('sections', () => {
  test('given a cut when the phone returns then it says its position and gets only what changed', async () => {
    server.set('item/1', { item: 1 });
    server.set('item/2', { item: 2 });
    const { session, view } = phone(server);
    await seconds(1);
    expect(view()).toEqual(server.snapshot());
    server.cut();
    server.set('item/3', { item: 3 });
    server.remove('item/1');
    await seconds(2);
    expect(server.hellos[1]?.positions).toEqual({ participant: { epoch: '1', seq: 2 } });
    expect(view()).toEqual({ 'item/2': { item: 2 }, 'item/3': { item: 3 } });
    session.stop();
  });

  test.each([
    ['a restarted server', () => server.restart()],
    ['forgotten removals', () => server.forgetRemovals()],
  ])('given %s then the full view takes away what is gone', async (_, forget) => {
    server.set('item/1', { item: 1 });
    server.set('item/2', { item: 2 });
    const { session, view } = phone(server);
    await seconds(1);
    server.cut();
    server.remove('item/2');
    forget();
    await seconds(2);
    expect(view()).toEqual({ 'item/1': { item: 1 } });
    session.stop();
  });

  test('given a reload then the last view is there at once, and is resumed', async () => {
    const storage = new FakeStorage();
    server.set('item/1', { item: 1 });
    const first = phone(server, storage);
    await seconds(1);
    first.session.stop();
    const second = phone(server, storage);
    expect(second.view()).toEqual({ 'item/1': { item: 1 } });
    await seconds(1);
    expect(server.hellos[1]?.positions).toEqual({ participant: { epoch: '1', seq: 1 } });
    second.session.stop();
  });

  test('given sections of the page then they stay until the connection has brought its own', async () => {
    server.set('item/1', { item: 1 });
    const { session, view } = phone(server);
    session.sections.seed('page', { agenda: { entries: [] } });
    await vi.advanceTimersByTimeAsync(25);
    expect(view()).toHaveProperty('agenda');
    await seconds(1);
    expect(view()).toEqual({ 'item/1': { item: 1 } });
    session.stop();
  });
});
