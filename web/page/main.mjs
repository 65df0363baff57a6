// Starts the page: engine first, so that the result is there as text; then the canvas.
import { createEngine, extras } from '../engine.mjs';
import { DataError } from '../engine/data.mjs';
import { LoadError } from '../engine/load.mjs';
import { makeApi } from './api.mjs';
import { ClassLinkDialog, LockedLine } from './class_link.mjs';
import { ClassMenu } from './class_menu.mjs';
import { makeCommands } from './commands.mjs';
import { Controller } from './controller.mjs';
import { find, findA } from './dom.mjs';
import { Exports } from './exports.mjs';
import { againAction, describeFailure, reloadAction, spiralsAction, watchForCrashes } from './failures.mjs';
import { files, labs } from './files.mjs';
import { Fonts, koreanSlots, latinSlots } from './fonts.mjs';
import { Header } from './header.mjs';
import { Keys } from './keys.mjs';
import { KeysDialog } from './keys_dialog.mjs';
import { fetchLab, startLab } from './lab_module.mjs';
import { Loading, Stall } from './loading.mjs';
import { Messages } from './messages.mjs';
import { Missions } from './missions.mjs';
import { Notes } from './notes.mjs';
import { keepForOffline } from './offline.mjs';
import { openQr } from './qr_dialog.mjs';
import { StateNotes } from './state_notes.mjs';
import { sentence, setLanguage } from './text.mjs';
import { Theme } from './theme.mjs';
import { View } from './view.mjs';

/**
 * @import { Language, Sentence } from '../initlab.d.ts'
 * @import { Lab, Program } from './lab_module.mjs'
 * @import { PageEngine } from './types.d.mts'
 */

const quiet = 300; // ms after the first result

const base = new URL('.', document.baseURI);

find('boot-slow').hidden = true;

const controller = new Controller();
const notes = new Notes(find('notes'), find('note-announcements'));
const stateNotes = new StateNotes(notes, (key) => view.form.tells(key));
const header = new Header(controller, notes);
new Exports(controller, notes, findA(HTMLSelectElement, 'save'));
const loading = new Loading(find('loading'));
const fonts = new Fonts(base);
const commands = makeCommands(controller, {
  view: () => view,
  openHelp: () => keysDialog.open(),
  openQr: () => openQr(controller),
  openClassLink: () => classLink.open(),
  openMissions: () => missions.openList(),
});
const view = new View(controller, {
  onContextLost: () => notes.show('context', 'note', sentence('page_context_lost')),
  onContextRestored: () => notes.hide('context'),
  onViewMissing: missView,
}, commands);
const keysDialog = new KeysDialog(controller, commands);
const classLink = new ClassLinkDialog(controller);
const missions = new Missions(controller, notes, { onResize: () => view.canvasHost.resize() });
const lockedLine = new LockedLine(controller);
new ClassMenu(commands);
new Keys(controller, commands);
const theme = new Theme((dark) => view.canvasHost.setPage({ dark }));
/** @type {Lab | null} */
let lab = null;
/** @type {Promise<Program> | null} */
let labFiles = null;
/** @type {Promise<void> | null} */
let canvasOpened = null;
let canvasQuery = '';
let visited = controller.lab;

/**
 * Fetches fonts, for the page's own text too, and gives them to the canvas.
 * @param {number[]} slots
 */
async function giveFonts(slots) {
  const loaded = await Promise.all(slots.map((slot) => fonts.load(slot)));
  slots.forEach((slot, i) => lab?.setFont(slot, loaded[i]));
  if (slots !== koreanSlots) return;
  if (loaded.every(({ length }) => length === 0)) notes.show('fonts', 'note', sentence('page_fonts_missing'));
  else notes.hide('fonts');
}

/** @param {Language} language */
async function applyLanguage(language) {
  setLanguage(language);
  loading.render();
  notes.render();
  view.translate();
  missions.update();
  if (language === 'ko') await giveFonts(koreanSlots);
  if (language === controller.language) view.canvasHost.setPage({ language });
}

function applyPage() {
  const embedded = controller.embedded;
  document.documentElement.toggleAttribute('data-embed', embedded);
  view.canvasHost.setPage({ embedded });
  const { controls = '', hide = '' } = controller.page;
  view.canvasHost.setControls(`controls=${controls}&hide=${hide}`);
  theme.choose(controller.theme);
  header.update();
  lockedLine.update();
  missions.update();
  applyLanguage(controller.language);
  view.layout();
  if (controller.engine && view.canvasShown) showCanvas();
}

/**
 * @param {{name: string}} error
 * @param {Sentence} both
 */
function tellProblem(error, both) {
  controller.emit('problem', { name: error.name, message: both.en, ...both });
}

/** @param {Error} error */
function failEngine(error) {
  const both = describeFailure(error);
  loading.hide();
  notes.show('failure', 'error', both, { action: remediesOf(error) });
  tellProblem(error, both);
}

/** @param {Error} error */
function remediesOf(error) {
  const again = againAction(() => controller.repeat());
  if (error instanceof DataError) {
    return [again, spiralsAction(() => controller.patch({ data: 'spirals' }, 'form'))];
  }
  // Once there is an engine, what it lacks may still come.
  return controller.state && error instanceof LoadError ? again : reloadAction();
}

/**
 * The canvas cannot be used: the text view takes its place.
 * @param {Error | null} error
 * @param {Sentence} both
 */
function failCanvas(error, both) {
  lab = null;
  loading.hide();
  view.forceText();
  const settled = error === null; // reloading would not help
  notes.show('canvas', settled ? 'note' : 'error', both, { action: settled ? null : reloadAction() });
  if (error) tellProblem(error, both);
}

/**
 * What this lab's plots need has not arrived: only they are missing, and until the next visit.
 * @param {Error} error
 */
function missView(error) {
  const both = describeFailure(error);
  loading.hide();
  view.miss();
  notes.show('canvas', 'error', both, { action: againAction(visitAgain) });
  tellProblem(error, both);
}

/** Another visit of a lab: whatever was missing is asked for once more. */
function visitAgain() {
  if (view.visit()) notes.hide('canvas');
  if (controller.engine && view.canvasShown) showCanvas();
  if (notes.has('fonts')) giveFonts(koreanSlots);
}

/** Begins the download once; whether it came is told by openCanvas(). */
function requestLab() {
  labFiles ??= fetchLab({
    base,
    files,
    lab: controller.lab,
    onProgress: (fraction) => {
      if (canvasOpened) loading.show('page_loading_view', fraction);
    },
  });
  labFiles.catch(() => {});
  return labFiles;
}

function showCanvas() {
  canvasOpened ??= openCanvas();
}

async function openCanvas() {
  if (!view.canvasHost.openContext()) {
    failCanvas(null, sentence('page_error_no_webgl'));
    return;
  }
  const crash = (/** @type {Error} */ error) => failCanvas(error, sentence('page_error_view'));
  loading.show('page_loading_view', 0);
  try {
    const [program, ...latin] = await Promise.all([requestLab(), ...latinSlots.map((slot) => fonts.load(slot))]);
    if (latin.every(({ length }) => length === 0)) throw new LoadError('download', 'fonts');
    lab = await startLab(program, {
      canvas: view.canvasHost.canvas,
      host: {
        ...view.canvasHost.hostFunctions(),
        hostSelect: () => {},
        hostPin: (/** @type {number} */ slot) => (slot < 0 ? controller.pins.keep() : controller.pins.remove(slot)),
        hostStateChanged: (/** @type {string} */ query) => {
          canvasQuery = query;
          controller.edit(query);
        },
      },
      onCrash: crash,
    });
  } catch (thrown) {
    const error = /** @type {Error} */ (thrown);
    if (error.name === 'LoadError') {
      labFiles = null;
      canvasOpened = null;
      missView(error);
    } else {
      failCanvas(error, sentence('page_error_view'));
    }
    return;
  }
  await giveFonts(latinSlots);
  if (controller.language === 'ko') await giveFonts(koreanSlots);
  loading.hide();
  if (lab) view.attachLab(lab);
}

async function openEngine() {
  loading.show('page_loading_engine', 0);
  const stall = new Stall(notes);
  const engine = await createEngine({
    base,
    files,
    parts: controller.page.present || controller.page.mission ? [controller.lab, extras] : [controller.lab],
    fastest: Boolean(controller.page.fastest) && !document.documentElement.dataset.offline,
    onProgress: (fraction) => {
      stall.moved();
      loading.show('page_loading_engine', fraction);
      if (fraction === 1) setTimeout(prepareCanvas);
    },
  }).finally(() => stall.end());
  loading.hide();
  for (const slot of latinSlots) fonts.load(slot);
  if (controller.page.fastest) showSpeed(engine);
  controller.start(engine);
  view.layout();
  if (view.canvasShown) showCanvas();
}

/**
 * Says which engine this is, and offers the usual one.
 * @param {PageEngine} engine
 */
function showSpeed(engine) {
  const run = () => controller.chooseSpeed(false);
  const said = engine.reproducible ? 'page_fastest_missing' : 'page_fastest_on';
  notes.show('speed', 'note', sentence(said), { action: { label: sentence('page_fastest_off'), run } });
}

/** Asking for a context takes long, and best while the engine, all here now, is compiled. */
function prepareCanvas() {
  if (view.canvasShown && view.canvasHost.openContext()) requestLab();
}

/** The other labs, while the reader looks at this one. Within another page they come when asked for. */
async function fetchTheRest() {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  if (controller.embedded || connection?.saveData) return;
  await canvasOpened;
  try {
    for (const part of [...labs, extras]) {
      await /** @type {PageEngine} */ (controller.engine).need(part);
      if (lab && part !== extras) await lab.needView(part);
    }
  } catch {
    // Whoever asks for what is missing is told.
  }
}
const stopWaiting = controller.on('result', () => {
  stopWaiting();
  setTimeout(fetchTheRest, quiet);
});

controller.on('page', applyPage);
controller.on('state', (state, source) => {
  for (const id of ['refusal', 'failure', 'link']) notes.hide(id);
  if (controller.linkTooLong) notes.show('link-length', 'note', sentence('page_link_too_long'));
  else notes.hide('link-length');
  const damaged = controller.damagedKeys.join(', ');
  if (source === 'link' && damaged) notes.show('link-damaged', 'note', sentence('page_link_damaged', { key: damaged }));
  else if (source === 'link') notes.hide('link-damaged');
  stateNotes.update(state, source);
  view.showState(state, source, canvasQuery);
  if (state.lab !== visited) {
    visited = state.lab;
    visitAgain();
  }
});
controller.on('pinned', (pinned) => view.showPinned(pinned));
controller.on('plan', (plan) => view.showPlan(plan));
controller.on('stale', () => view.showStale());
controller.on('progress', (progress) => view.showProgress(progress));
controller.on('result', () => view.showResult());
controller.on('refused', (refusal) => {
  view.showFailed();
  const run = () => controller.patch({ [refusal.key]: refusal.value }, 'form');
  const action = refusal.key ? { label: refusal.remedy, run } : null;
  notes.show('refusal', 'error', refusal.reason, { action });
  tellProblem({ name: 'RefusalError' }, refusal.reason);
});
controller.on('error', (error) => {
  view.showFailed();
  failEngine(error);
});

controller.on('missing', failEngine);

watchForCrashes((error) => {
  if (!notes.has('canvas')) failEngine(error);
});

document.addEventListener('visibilitychange', () => controller.engine?.setHidden(document.hidden));

const ready = openEngine();
ready.catch(failEngine);
ready.then(keepForOffline, () => {});
window.initlab = makeApi(controller, ready, () => ({
  frames: lab?.frames() ?? 0,
  workers: controller.engine?.workers ?? 0,
  threads: controller.engine?.threads ?? 0,
  calls: { ...controller.engine?.instance.calls },
}));
applyPage();
if (controller.page.api && window.parent !== window) new Messages(window.initlab).start();
