// Internal types that several files of the page share.
import type { createEngine } from '../engine.mjs';
import type {
  Language, PageEvents, ParamDeclaration, Plan, Progress, Refusal, Sentence, State, Tables, Theme,
} from '../initlab.d.ts';

/** The page's own keys of a link; what is empty is not in it. */
export interface PageKeys {
  lang?: Language;
  theme?: Theme;
  [key: string]: string | undefined;
}

/** By whose hand the state changed. */
export type Source = 'canvas' | 'form' | 'link' | 'script' | 'step';

/** What a note offers to do. */
export interface Action {
  label: Sentence;
  run: () => void;
}

/** A run that is kept for comparison; frame and tables come once it is computed. */
export interface PinnedRun {
  slot: number;
  /** The page's key of its slot. */
  key: string;
  name: string;
  state: State;
  frame?: Uint8Array;
  tables?: Tables;
  /** Why it cannot be computed. */
  failed?: Sentence;
}

/** Of a number, which has a slider. */
export type NumberDeclaration = ParamDeclaration & { min: number; max: number };

/** The controller's events: what their listeners are given. */
export interface Events {
  /** Language, theme and the like changed. */
  page: [page: PageKeys];
  state: [state: State, source: Source];
  /** What the run that starts will take. */
  plan: [plan: Plan];
  stale: [];
  /** A report can be read from `engine.instance`; at most once a frame. */
  progress: [progress: Progress];
  /** Complete, to be read from the controller. */
  result: [];
  refused: [refusal: Refusal];
  error: [error: Error];
  /** Something asked for beside the run. */
  missing: [error: Error];
  /** Any of the three in words. */
  problem: [problem: PageEvents['error']];
  /** The runs that are kept for comparison, see Pins. */
  pinned: [runs: PinnedRun[]];
  /** What can be undone has changed. */
  steps: [];
}

export type PageEngine = Awaited<ReturnType<typeof createEngine>>;

/** What is thrown may say it in both languages. */
export type Failure = Error & { both?: Sentence; sentence?: Sentence; refusal?: Refusal };

export type Timer = ReturnType<typeof setTimeout> | 0;

export type Mission = import('../engine/instance.mjs').Mission;
