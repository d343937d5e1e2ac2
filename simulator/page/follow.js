/** Keeps a chat at its end for a reader who is there, and leaves alone one who reads further up. */

// Within this distance of the end a reader counts as following the chat.
const NEAR_END_PIXELS = 90;

export class Follow {
  /** `log` scrolls; `reached` is called when the reader comes to its end. */
  constructor(log, reached) {
    this.log = log;
    this.reached = reached;
    this.following = true;
    log.addEventListener("scroll", () => this.scrolled());
    // A phone that shows the end keeps showing it when its size changes.
    new ResizeObserver(() => this.resized()).observe(log);
  }

  resized() {
    this.size = this.measured();
    if (this.following) this.toEnd(false);
  }

  measured() {
    return `${this.log.clientWidth}×${this.log.clientHeight}`;
  }

  scrolled() {
    // The browser scrolls by itself when the size changes: that is not the reader leaving the end.
    if (this.size !== this.measured()) return;
    this.following = this.isNearEnd();
    if (this.following) this.reached();
  }

  isNearEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END_PIXELS;
  }

  toEnd(smooth) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.log.scrollTo({ top: this.log.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
  }
}
