import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A network between one phone and the server, to be cut and held. The browser's own offline switch
 *  leaves an open WebSocket alone. */
export class Wire {
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();
  private isCut = false;
  private isHeld = false;

  private constructor(private readonly listener: Server) {}

  static async to(serverPort: number): Promise<Wire> {
    const listener = createServer();
    const wire = new Wire(listener);
    listener.on('connection', (near) => wire.join(near, serverPort));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  /** The same address by way of this wire. */
  through(link: string): string {
    const url = new URL(link);
    url.port = String((this.listener.address() as AddressInfo).port);
    return url.href;
  }

  /** Nothing goes through, in either direction, until it is mended. */
  cut(): void {
    this.isCut = true;
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }
  mend(): void {
    this.isCut = false;
  }

  /** What the phone sends arrives; what the server answers does not, until it is let go. */
  hold(): void {
    this.isHeld = true;
    for (const { far } of this.pairs) far.pause();
  }
  letGo(): void {
    this.isHeld = false;
    for (const { far } of this.pairs) far.resume();
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }

  private join(near: Socket, serverPort: number): void {
    if (this.isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(serverPort, '127.0.0.1');
    const pair = { near, far };
    this.pairs.add(pair);
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    if (this.isHeld) far.pause();
    const part = () => {
      this.pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.on('error', part);
      socket.on('close', part);
    }
  }
}
