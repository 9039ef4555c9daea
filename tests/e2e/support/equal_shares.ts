// The Method of Equal Shares, counted apart from the server: every chosen project is worth what it
// costs, voters get a krona more each until the pot would not do, and what is left then goes to the
// projects with most votes that fit. Fractions are exact.

/** Numerator and positive denominator. */
type Fraction = readonly [bigint, bigint];

const whole = (number: number | bigint): Fraction => [BigInt(number), 1n];
const minus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced([a * d - c * b, b * d]);
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced([a * d + c * b, b * d]);
const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => reduced([a * d, b * c]);
const compare = ([a, b]: Fraction, [c, d]: Fraction) => Number(a * d > c * b) - Number(a * d < c * b);

function reduced([a, b]: Fraction): Fraction {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x > 1n ? [a / x, b / x] : [a, b];
}

export interface Project {
  option: number;
  cost: number;
}

interface Purchase {
  project: Project;
  most: Fraction;
}

export class EqualShares {
  private readonly ballots: readonly (readonly number[])[];

  /** `lot` names every option, the first drawn first. Ballots without a project leave their share to the others. */
  constructor(
    private readonly projects: readonly Project[],
    private readonly lot: readonly number[],
    ballots: readonly (readonly number[])[],
    private readonly pot: number,
  ) {
    this.ballots = ballots.filter((ballot) => ballot.length > 0);
  }

  votes(option: number): number {
    return this.ballots.filter((ballot) => ballot.includes(option)).length;
  }

  /** The options that are funded, the first taken first. */
  funded(): number[] {
    const taken = this.withMoreForEveryone();
    let left = this.pot - this.cost(taken);
    const rest = this.projects.filter(({ option }) => !taken.includes(option) && this.votes(option) > 0);
    for (const { option, cost } of rest.sort((a, b) => this.votes(b.option) - this.votes(a.option) || this.before(a, b))) {
      if (cost > left) continue;
      taken.push(option);
      left -= cost;
    }
    return taken;
  }

  private withMoreForEveryone(): number[] {
    let taken: number[] = [];
    for (let more = 0n; ; more += 1n) {
      const next = this.run(plus(over(whole(this.pot), whole(this.ballots.length)), whole(more)));
      if (this.cost(next) > this.pot) return taken;
      taken = next;
      const left = this.pot - this.cost(taken);
      if (!this.projects.some(({ option, cost }) => !taken.includes(option) && this.votes(option) > 0 && cost <= left)) return taken;
    }
  }

  private run(share: Fraction): number[] {
    const money = this.ballots.map(() => share);
    const taken: number[] = [];
    for (;;) {
      let best: Purchase | undefined;
      for (const project of this.projects) {
        if (taken.includes(project.option)) continue;
        const most = this.mostPaid(project, money);
        if (!most) continue;
        const order = best ? compare(over(most, whole(project.cost)), over(best.most, whole(best.project.cost))) : -1;
        if (!best || order < 0 || (order === 0 && this.before(project, best.project) < 0)) best = { project, most };
      }
      if (!best) return taken;
      const { project, most } = best;
      this.ballots.forEach((ballot, voter) => {
        if (!ballot.includes(project.option)) return;
        const held = money[voter]!;
        money[voter] = minus(held, compare(held, most) < 0 ? held : most);
      });
      taken.push(project.option);
    }
  }

  /** What nobody has to pay more than, if the supporters can pay at all. */
  private mostPaid({ option, cost }: Project, money: readonly Fraction[]): Fraction | undefined {
    const held = money.filter((_, voter) => this.ballots[voter]!.includes(option)).sort(compare);
    let missing = whole(cost);
    for (const [place, one] of held.entries()) {
      const each = over(missing, whole(held.length - place));
      if (compare(each, one) <= 0) return each;
      missing = minus(missing, one);
    }
    return undefined;
  }

  /** Of equals: the lower cost, then more votes, then the lot. */
  private before(a: Project, b: Project): number {
    return a.cost - b.cost || this.votes(b.option) - this.votes(a.option) || this.lot.indexOf(a.option) - this.lot.indexOf(b.option);
  }

  private cost(taken: readonly number[]): number {
    return this.projects.reduce((sum, { option, cost }) => sum + (taken.includes(option) ? cost : 0), 0);
  }
}
