// What the keys, the Classroom menu and the presenter's hints do: each command once.
import { randomSeed } from './form.mjs';
import { currentLanguage } from './text.mjs';

/**
 * @import { Controller } from './controller.mjs'
 * @import { View } from './view.mjs'
 * @typedef {{run: (key?: string) => void, available: () => boolean}} Command
 * @typedef {Record<string, Command>} Commands by id
 * @typedef {'openHelp' | 'openQr' | 'openClassLink' | 'openMissions'} Opener
 */

function toggleFullscreen() {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  change.catch(() => {}); // the browser may refuse; nothing is lost
}

/**
 * view() is asked for late: it needs the commands itself.
 * @param {Controller} controller
 * @param {{view: () => View} & Record<Opener, () => void>} page
 * @returns {Commands}
 */
export function makeCommands(controller, { view, openHelp, openQr, openClassLink, openMissions }) {
  const always = () => true;
  const presenting = () => view().presenting;
  return {
    preset: {
      run(key) {
        const preset = controller.presets[Number(key) - 1];
        if (preset) controller.patch({ preset: preset.word }, 'form');
      },
      available: () => controller.presets.length > 0,
    },
    seed: {
      run: () => controller.patch({ seed: randomSeed() }, 'form'),
      available: () => controller.shows('seed') && controller.state.relevant?.seed !== false,
    },
    slider: { run: () => view().focusSlider(), available: () => view().hasSlider },
    present: {
      run: () => controller.setPage({ present: presenting() ? '' : '1' }),
      available: always,
    },
    fullscreen: { run: toggleFullscreen, available: () => document.fullscreenEnabled },
    text: {
      run() {
        const shown = controller.page.view === 'text' && !presenting();
        controller.setPage({ present: '', view: shown ? '' : 'text' });
      },
      available: always,
    },
    language: {
      run: () => controller.setPage({ lang: currentLanguage() === 'ko' ? 'en' : 'ko' }),
      available: always,
    },
    qr: { run: openQr, available: () => Boolean(controller.engine) },
    missions: { run: openMissions, available: () => Boolean(controller.engine) },
    classLink: { run: openClassLink, available: () => Boolean(controller.engine) },
    undo: { run: () => controller.undo(), available: () => controller.steps.canUndo },
    redo: { run: () => controller.redo(), available: () => controller.steps.canRedo },
    help: { run: openHelp, available: always },
    leave: {
      run: () => controller.setPage({ present: '' }),
      available: presenting,
    },
  };
}
