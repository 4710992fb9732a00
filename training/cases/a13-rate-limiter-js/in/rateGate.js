// Lets each client make only so many calls. Used by the public search and by the sign-up form.
'use strict';

const WINDOW_MS = 15000;
const CALLS_PER_WINDOW = 40;
const BAN_AFTER_STRIKES = 6;
const BAN_MINUTES = 25;
const EXEMPT = new Set(['127.0.0.1', '10.20.0.7']); // the monitor and the office

class TooEager extends Error {
  constructor(retryAfter) {
    super('Slow down, please');
    this.status = 429;
    this.retryAfter = retryAfter;
  }
}

/**
 * Counts in memory only: after a restart all clients start at zero.
 * With more than one server each counts for itself.
 */
class RateGate {
  constructor({ clock = Date.now, log = console.warn } = {}) {
    this.clock = clock;
    this.log = log;
    this.seen = new Map();
  }

  check(address) {
    if (EXEMPT.has(address)) return;
    const now = this.clock();
    const entry = this.seen.get(address) || { since: now, calls: 0, strikes: 0, bannedUntil: 0 };
    if (now < entry.bannedUntil) throw new TooEager(entry.bannedUntil - now);
    if (now - entry.since > WINDOW_MS) {
      entry.since = now;
      entry.calls = 0;
    }
    entry.calls += 1;
    if (entry.calls > CALLS_PER_WINDOW) {
      entry.strikes += 1;
      if (entry.strikes >= BAN_AFTER_STRIKES) {
        entry.bannedUntil = now + BAN_MINUTES * 60000;
        this.log(`RG-301 banned ${address}`);
      }
      throw new TooEager(WINDOW_MS);
    }
    this.seen.set(address, entry);
  }

  // Called every ten minutes by the housekeeping; forgets clients unseen for a day.
  sweep() {
    for (const [address, entry] of this.seen) {
      if (this.clock() - entry.since > 86400000) this.seen.delete(address);
    }
  }
}

module.exports = { RateGate, TooEager };
