// The public interface: the engine, the page (window.initlab), the element <init-lab> and its messages.
// The scripts are checked against it, and tests/web/interface.test.mjs holds it beside what the
// program really gives.

/** What people read, in both languages. */
export interface Sentence {
  en: string;
  ko: string;
}

export type Language = 'en' | 'ko';

export type Theme = 'auto' | 'light' | 'dark';

/** A parameter's value; lists are of numbers or of words. */
export type ParamValue = number | string | number[] | string[];

export type Params = Record<string, ParamValue>;

/** What a door could not take of a parameter. */
export interface Note extends Sentence {
  key: string;
}

/** How a text was understood, and what has it read otherwise. */
export interface Reading extends Sentence {
  key: string;
  swap?: Sentence & { key: string; value: string };
}

/** An experiment as the engine resolved it. */
export interface State {
  lab: string;
  /** The shortest query that means it. */
  query: string;
  preset: string;
  edited: boolean;
  params: Params;
  /** False for a parameter that the others make meaningless. */
  relevant: Record<string, boolean>;
  readings: Reading[];
  notes: Note[];
}

export interface Choice {
  word: string;
  label: string;
}

/** The declaration of a parameter, in one language. */
export interface ParamDeclaration {
  key: string;
  type: 'integer' | 'real' | 'seed' | 'choice' | 'choices' | 'integers' | 'text';
  label: string;
  help: string;
  unit: string;
  tier: 'basic' | 'advanced';
  featured?: boolean;
  default: ParamValue;
  /** Of a seed as text: no number of JavaScript holds the largest. */
  min?: number | string;
  max?: number | string;
  spacing?: 'linear' | 'logarithmic';
  max_count?: number;
  max_bytes?: number;
  choices?: string[];
  choice_labels?: string[];
  choice_help?: string[];
}

export interface LabDeclaration {
  id: string;
  title: string;
  presets: Choice[];
  params: ParamDeclaration[];
}

/** Of a run, before anything is computed. */
export interface Plan {
  shards: number;
  sweep: number;
  rows: number;
  rows_per_shard: number;
  memory_bytes: number;
  multiply_adds: number;
  weights: number;
  /** Name of the data file that it needs; empty for none. */
  data_file: string;
  /** Whether its jobs hand out parts of their measurement before they end. */
  streams: boolean;
  refusal?: Refusal;
}

/** Why an experiment is over the budget, and the value that fits. */
export interface Refusal {
  reason: Sentence;
  remedy: Sentence;
  key: string;
  value: string;
}

export interface Progress {
  jobs_merged: number;
  rows: number;
  rows_total: number;
  sweep_done: number;
  sweep_total: number;
  complete: boolean;
}

/** A result: these fields, and those of its lab (see the lab's README). */
export interface Result {
  lab: string;
  params: Params;
  seed: number;
  complete: boolean;
  verdict: string;
  headline: Sentence;
  evidence: Sentence;
  notes: Note[];
  [field: string]: unknown;
}

/** A result as tables of text. */
export interface Tables {
  headline: Sentence;
  evidence: Sentence;
  warnings: Sentence[];
  verdict: string;
  mark: string;
  gain_mark?: { gain: number; label: Sentence };
  columns: (Sentence & { key: string })[];
  rows: string[][];
}

export type ScriptLibrary = 'numpy' | 'pytorch' | 'keras';

export interface EngineOptions {
  /** Background threads; 0 computes on this one. The result's bits do not depend on it. */
  workers?: number;
  /** Where engine.js and engine.wasm are. */
  base?: URL;
  /** Milliseconds without work until the workers are released. */
  rest?: { shown?: number; hidden?: number };
  /** Products with relaxed SIMD: the last bits may differ from one processor to another. */
  fastest?: boolean;
  /** How much of engine.wasm has arrived, from 0 to 1. */
  onProgress?: (fraction: number) => void;
  files?: Record<string, { size?: number; integrity?: string }>;
  /** Parts of the module to be there from the start. */
  parts?: string[];
}

export interface RunOptions {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
  withSweep?: boolean;
  /** What could not be taken is an error, and nothing is run. */
  strict?: boolean;
}

export interface Engine {
  readonly reproducible: boolean;
  readonly workers: number;
  readonly threads: number;
  version(): string;
  labs(language?: Language): LabDeclaration[];
  run(lab: string, params?: Record<string, unknown>, options?: RunOptions): Promise<Result>;
  script(query: string, library: ScriptLibrary): Promise<string>;
  dispose(): void;
}

export function createEngine(options?: EngineOptions): Promise<Engine>;

/** What setState takes; a parameter that is null goes back to what the preset says. */
export interface Change {
  lab?: string;
  params?: Record<string, ParamValue | null>;
  query?: string;
  lang?: Language;
  theme?: Theme;
  hide?: string;
  controls?: string;
  strict?: boolean;
}

/** Before `ready` the lab is the link's, and there are no parameters and no query yet. */
export interface PageState {
  lab: string;
  params: Params;
  lang: Language;
  theme: Theme;
  query: string;
}

export interface PageEvents {
  result: Result;
  progress: Progress;
  state: PageState;
  error: Sentence & { name: string; message: string };
}

/** window.initlab. */
export interface PageApi {
  /** Resolves once there is an engine; a LoadError when it cannot be had. */
  readonly ready: Promise<unknown>;
  labs(): LabDeclaration[];
  getState(): PageState;
  setState(change: Change): Promise<Result>;
  getResult(): Result | null;
  /** Returns a function that stops listening. */
  on<Name extends keyof PageEvents>(name: Name, callback: (value: PageEvents[Name]) => void): () => void;
  stats(): Record<string, unknown>;
}

declare global {
  interface Window {
    initlab?: PageApi;
  }
}

/** <init-lab>: the same by messages with its frame. */
export interface InitLabElement extends HTMLElement {
  readonly ready: Promise<unknown>;
  labs(): Promise<LabDeclaration[]>;
  getState(): Promise<PageState>;
  setState(change: Change): Promise<Result>;
  getResult(): Promise<Result | null>;
  /** Returns a function that stops listening; the same come as events, with the value as `detail`. */
  on<Name extends keyof PageEvents>(name: Name, callback: (value: PageEvents[Name]) => void): () => void;
  /** Whether the lab is there in place of its picture. */
  readonly running: boolean;
  start(): void;
  stop(): void;
}

/** From the page around an embedded lab. */
export interface Request {
  ns: 'initlab';
  v: 1;
  id: string | number;
  type: 'ready' | 'labs' | 'getState' | 'setState' | 'getResult' | 'on';
  payload?: unknown;
}

/** From the embedded lab. */
export interface Answer {
  ns: 'initlab';
  v: 1;
  id?: string | number;
  type: 'answer' | 'error' | 'event' | 'ready' | 'height';
  payload: unknown;
}
