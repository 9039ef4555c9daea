// Whoever leads the meeting, by the protocol alone: for agendas that no page is needed to make.

type Answer = Record<string, unknown>;

export class Commander {
  private commands = 0;
  private readonly waiting = new Map<string, { resolve: (answer: Answer) => void; reject: (why: Error) => void }>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as { type: string; id?: string; answer?: Answer; error?: unknown };
      const waits = message.id === undefined ? undefined : this.waiting.get(message.id);
      if (!waits) return;
      this.waiting.delete(message.id!);
      if (message.type === 'ack') waits.resolve(message.answer ?? {});
      else waits.reject(new Error(JSON.stringify(message.error)));
    });
  }

  /** By the facilitator's link. */
  static async of(link: string): Promise<Commander> {
    const { host, pathname, hash } = new URL(link);
    const socket = new WebSocket(`ws://${host}/live`, 'torg.v1');
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error('There is no connection.')));
    });
    const meeting = pathname.split('/').at(-1);
    socket.send(JSON.stringify({ type: 'hello', protocol: 1, meeting, credential: { kind: 'token', token: hash.slice(1) } }));
    return new Commander(socket);
  }

  /** What the server answers when it is done; refusals are thrown. */
  command(command: Record<string, unknown>): Promise<Answer> {
    this.commands += 1;
    const id = `lead-${this.commands}`;
    this.socket.send(JSON.stringify({ type: 'command', id, command }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  leave(): void {
    this.socket.close();
  }
}
