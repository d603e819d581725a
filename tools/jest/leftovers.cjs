'use strict';
// Counts what a run of jest leaves behind, and nothing of what others do on this machine: what the run starts carries a mark, and makes its folders in
// two that are this run's own. A port, a socket or a database is never left without the process that serves it or the folder that it lies in.
const { randomBytes } = require('node:crypto');
const { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { clearInterval, setInterval } = require('node:timers');
const { setTimeout: pause } = require('node:timers/promises');
const { abandonedMemory, commandOf, homeOf, isTold, memoryOf, processes } = require('../../packages/sandbox/src/testing/machine.cjs');

/** Folders of ours and of the specs'; tools keep caches of their own among them. */
const OURS = /^oneleaf-/;

/** The folders of runs that were killed themselves. @param {string} place */
function killed(place) {
  if (!existsSync('/proc') || !existsSync(place)) return [];
  const dead = readdirSync(place).filter(name => !existsSync(`/proc/${/^oneleaf-suite-(\d+)-/.exec(name)?.[1] ?? 'self'}`));
  return dead.map(name => join(place, name));
}

class Leftovers {
  #seen = new Set();
  #homes = new Set();
  #timer;

  constructor(places = ['/tmp', '/dev/shm']) {
    this.mark = `oneleaf-suite-${process.pid}-${randomBytes(4).toString('hex')}`;
    for (const folder of places.flatMap(killed)) rmSync(folder, { recursive: true, force: true });
    this.folders = places.filter(place => existsSync(place)).map(place => join(place, this.mark));
    for (const folder of this.folders) {
      mkdirSync(folder);
      // A server that root starts is another user's.
      chmodSync(folder, 0o711);
    }
    // The owner of shared memory is known only while a process has it open.
    this.#timer = setInterval(() => this.look(), 500).unref();
  }

  get env() {
    const [TMPDIR, ONELEAF_MEMORY = TMPDIR] = this.folders;
    return { ONELEAF_SUITE: this.mark, TMPDIR, ONELEAF_MEMORY };
  }

  /** What is still there after the time that things are given to go away; empties the folders. */
  async left(tries = 600) {
    clearInterval(this.#timer);
    let now = this.#now();
    for (; now.length > 0 && tries > 0; tries -= 1, now = this.#now()) await pause(50);
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
    return now;
  }

  #running() {
    const own = String(process.pid);
    return processes().filter(pid => pid !== own && isTold(pid, [this.mark]));
  }

  /** Notes what the run holds now and what cannot be recognised as its own later. */
  look() {
    const running = this.#running();
    for (const one of memoryOf(running)) this.#seen.add(one);
    for (const pid of running) {
      // A server's home is the data in its folder.
      const home = dirname(homeOf(pid));
      if (/\/oneleaf-[^/]+$/.test(home)) this.#homes.add(home);
    }
  }

  #now() {
    const inside = this.folders
      .flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
      .filter(path => OURS.test(path.split('/').at(-1)));
    const outside = [...this.#homes].filter(home => !home.includes(this.mark) && existsSync(home));
    const memory = abandonedMemory().filter(one => this.#seen.has(one));
    return [...this.#running().map(pid => `process ${pid}: ${commandOf(pid)}`), ...inside, ...outside, ...memory];
  }
}

module.exports = { Leftovers };
