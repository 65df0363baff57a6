// Missions: a goal, the controls that may be used, and how far the result is from it. The engine
// judges; the link keeps which ones have been reached.
import { openDialog } from './dialog.mjs';
import { find, made, madeButton } from './dom.mjs';
import { sentence, text, words } from './text.mjs';

/**
 * @import { Sentence } from '../initlab.d.ts'
 * @import { Controller } from './controller.mjs'
 * @import { Notes } from './notes.mjs'
 * @import { Mission } from './types.d.mts'
 */

export class Missions {
  #controller;
  #notes;
  /** @type {Mission[]} */
  #all = [];
  /** @type {{reached: boolean, measure: Sentence} | null} of the newest result */
  #state = null;
  #unknown = '';

  /**
   * @param {Controller} controller
   * @param {Notes} notes
   * @param {{onResize: () => void}} events
   */
  constructor(controller, notes, { onResize }) {
    this.#controller = controller;
    this.#notes = notes;
    find('mission-next').addEventListener('click', () => this.#startNext());
    find('mission-leave').addEventListener('click', () => {
      controller.setPage({ mission: '', controls: '' });
    });
    new ResizeObserver(onResize).observe(find('mission'));
    controller.on('state', (_, source) => {
      if (source === 'link') this.#enter();
    });
    controller.on('result', () => this.#judge());
  }

  /** The page's keys or its language have changed. */
  update() {
    this.#load();
    if (this.#controller.page.mission) this.#controller.fetchExtras(this.#arrived);
    const mission = this.#present;
    find('mission').hidden = !mission || this.#controller.embedded;
    this.#warnOfUnknown();
    if (!mission) return;
    find('mission-goal').textContent = words(mission.goal);
    find('mission-measure').textContent = this.#state ? words(this.#state.measure) : '';
    const reached = this.#state?.reached ?? false;
    find('mission').classList.toggle('is-reached', reached);
    find('mission-reached').textContent = reached ? text('page_mission_reached') : '';
    const next = this.#next();
    find('mission-next').hidden = !next;
    find('mission-next').textContent = text(reached ? 'page_mission_next' : 'page_mission_skip');
    find('mission-next').className = reached ? 'primary' : '';
  }

  openList() {
    this.#controller.withExtras(() => this.#showList());
  }

  #showList() {
    this.#load();
    const done = this.#done;
    const items = this.#all.map((mission) => {
      const goal = words(mission.goal);
      const mark = made('span', { className: 'mission-mark' });
      mark.textContent = done.includes(mission.id) ? text('page_mission_reached') : '';
      const button = madeButton({ textContent: text('page_mission_start') }, () => {
        button.closest('dialog')?.close();
        this.start(mission.id);
        find('mission').focus();
      });
      button.setAttribute('aria-label', `${text('page_mission_start')}: ${goal}`);
      return made('li', {}, button, made('p', { textContent: goal }), mark);
    });
    find('missions-list').replaceChildren(...items);
    openDialog('missions-dialog');
  }

  /** @param {string} id */
  start(id) {
    const mission = /** @type {Mission} */ (this.#all.find((one) => one.id === id));
    this.#state = null;
    const page = { mission: id, controls: mission.controls, hide: '', present: '' };
    this.#controller.open(mission.start, page, 'form');
  }

  get #present() {
    return this.#all.find(({ id }) => id === this.#controller.page.mission);
  }

  get #done() {
    return (this.#controller.page.done ?? '').split(',').filter(Boolean);
  }

  /** What a link asked for at the start is here; this is for one that came later. */
  #arrived = () => {
    this.#enter();
    this.#judge(); // what has come meanwhile
  };

  #load() {
    const { engine, hasExtras } = this.#controller;
    if (engine && hasExtras && this.#all.length === 0) this.#all = engine.instance.missions();
  }

  /** A link that names a mission only is its start; one that was copied on the way goes on. */
  #enter() {
    this.#load();
    const mission = this.#present;
    this.#state = null;
    const { state, page } = this.#controller;
    // Later: the state that is told of here is still being entered.
    if (mission && (state.lab !== mission.lab || !page.controls)) queueMicrotask(() => this.start(mission.id));
    else this.update();
  }

  #judge() {
    const { engine, page, shownQuery } = this.#controller;
    const mission = this.#present;
    if (!engine || !mission || !shownQuery || !engine.instance.progress().complete) return;
    this.#state = engine.instance.mission(mission.id);
    if (this.#state.reached && !this.#done.includes(mission.id)) {
      this.#controller.setPage({ done: [...this.#done, mission.id].join(',') }); // updates this too
    } else if (page.mission) {
      this.update();
    }
  }

  /** The first that is not reached, after the present one. */
  #next() {
    const at = this.#all.indexOf(/** @type {Mission} */ (this.#present));
    const later = [...this.#all.slice(at + 1), ...this.#all.slice(0, at)];
    return later.find(({ id }) => !this.#done.includes(id));
  }

  #startNext() {
    this.start(/** @type {Mission} */ (this.#next()).id);
  }

  #warnOfUnknown() {
    const { mission = '' } = this.#controller.page;
    const unknown = this.#all.length > 0 && mission && !this.#present ? mission : '';
    if (unknown === this.#unknown) return;
    this.#unknown = unknown;
    if (unknown) this.#notes.show('mission', 'note', sentence('page_mission_unknown', { id: unknown }));
    else this.#notes.hide('mission');
  }
}
