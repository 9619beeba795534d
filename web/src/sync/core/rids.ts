/** Numbers of requests: an error names no more of its request than that. */
export class Rids {
  private last = 0;

  next(): number {
    this.last += 1;
    return this.last;
  }
}
