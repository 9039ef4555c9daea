import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer, TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** A line as it is known from phones: how long there and back, and how much in a second. */
export interface Line {
  roundTripMs: number;
  bitsPerSecond: number;
}

/** Bytes on their way in one direction, for all connections of the line together. */
class Lane {
  private freeAtMs = 0;

  /** Hands the bytes over when they would have arrived. */
  carry(bytes: Buffer, line: Line | undefined, arrived: (bytes: Buffer) => void): void {
    if (!line) {
      arrived(bytes);
      return;
    }
    const now = performance.now();
    this.freeAtMs = Math.max(now, this.freeAtMs) + (bytes.length * 8 * 1000) / line.bitsPerSecond;
    setTimeout(() => arrived(bytes), this.freeAtMs + line.roundTripMs / 2 - now);
  }
}

/** A network between one phone and the server, to be cut, held and slowed. The browser's own offline
 *  switch leaves an open WebSocket alone, and so does its own slow network. With a certificate the
 *  phone's side speaks TLS, as a proxy in front of the server would. */
export class Wire {
  private readonly pairs = new Set<{ near: Socket; far: Socket }>();
  private readonly up = new Lane();
  private readonly down = new Lane();
  private isCut = false;
  private isHeld = false;
  private line: Line | undefined;

  private constructor(private readonly listener: Server) {}

  static async to(serverPort: number, certificate?: Certificate): Promise<Wire> {
    const listener = certificate ? createSecureServer({ key: certificate.key, cert: certificate.cert }) : createServer();
    const wire = new Wire(listener);
    listener.on(certificate ? 'secureConnection' : 'connection', (near: Socket) => wire.join(near, serverPort));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** The same address by way of this wire. */
  through(link: string): string {
    const url = new URL(link);
    url.port = String(this.port);
    return url.href;
  }

  /** Nothing goes through, in either direction, until it is mended. */
  cut(): void {
    this.isCut = true;
    for (const { near, far } of this.pairs) {
      tear(near);
      tear(far);
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

  /** From now on everything takes its time; without a line, none. */
  slow(line: Line | undefined): void {
    this.line = line;
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.listener.close(() => resolve()));
  }

  private join(near: Socket, serverPort: number): void {
    if (this.isCut) {
      tear(near);
      return;
    }
    const far = connect(serverPort, '127.0.0.1');
    const pair = { near, far };
    this.pairs.add(pair);
    // Opening a connection is a round trip by itself, before its first byte.
    let opening = this.line?.roundTripMs ?? 0;
    near.on('data', (bytes) => {
      const carry = () => this.up.carry(bytes, this.line, (arrived) => far.writable && far.write(arrived));
      if (opening > 0) setTimeout(carry, opening);
      else carry();
    });
    setTimeout(() => (opening = 0), opening);
    far.on('data', (bytes) => this.down.carry(bytes, this.line, (arrived) => near.writable && near.write(arrived)));
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

function tear(socket: Socket): void {
  // TLS has no reset of its own.
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
