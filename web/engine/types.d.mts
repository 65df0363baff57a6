// Internal types that several files of the engine share.
import type { Plan, Progress, Sentence } from '../initlab.d.ts';

/** A measurement, or a report for the lab module. */
export type Frame = Uint8Array<ArrayBuffer>;

/** What clearTimeout() takes; 0 is none. */
export type Timer = NodeJS.Timeout | number;

/** The Emscripten module `engine`. */
export interface EngineModule {
  HEAPU8: Uint8Array<ArrayBuffer>;
  [name: `_${ExportName}`]: (...numbers: number[]) => number;
}

export type ExportName = `engine_${string}`;

/** What an Emscripten factory is given; each further field is the module's own. */
export interface ModuleSettings {
  print?: (line: string) => void;
  printErr?: (line: string) => void;
  onAbort?: (reason: unknown) => void;
  instantiateWasm?: (
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ) => object;
  [name: string]: unknown;
}

export type Factory<Module = EngineModule> = (settings: ModuleSettings) => Promise<Module>;

/** Links a compiled part of the module. */
export type Link = (part: WebAssembly.Module) => Promise<void>;

export interface StartedModule<Module = EngineModule> {
  module: Module;
  link: Link;
}

/** Members of a union that may be asked for each other's fields. */
type Exclusive<Union, Keys extends PropertyKey = Union extends unknown ? keyof Union : never> =
  Union extends unknown ? Union & { [Key in Exclude<Keys, keyof Union>]?: undefined } : never;

/** A data file as it arrived. */
export interface DataFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Where data files come from. */
export interface DataSource {
  need(name: string): Promise<DataFile>;
}

export interface Task {
  id: number;
  query: string;
  job: number;
  /** Computed in slices: it hands out parts and can be dropped between two of them. */
  streams: boolean;
}

export type ToWorker = Exclusive<
  | { compiled: WebAssembly.Module }
  | { part: WebAssembly.Module }
  | { data: DataFile }
  | { drop: true }
  | Task
>;

export type FromWorker = Exclusive<
  | { ready: true }
  | { failed: string }
  /** Jobs that will not be computed. */
  | { dropped: number[] }
  | { id: number; frame: Frame }
  /** What a job that streams has measured since the last. */
  | { id: number; part: Frame }
  | { id: number; sentence: Sentence; code: number }
>;

/** A worker, from outside. */
export interface WorkerPort {
  post(message: ToWorker, transfer?: ArrayBuffer[]): void;
  listen(onMessage: (message: FromWorker) => void, onError: (error: Error) => void): void;
  hold(busy: boolean): void;
  stop(): void;
}

/** The same from within. */
export interface InnerPort {
  post(message: FromWorker, transfer?: ArrayBuffer[]): void;
  listen(receive: (message: ToWorker) => void): void;
  later(action: () => void): void;
}

/** How a worker computes jobs that stream, in milliseconds. */
export interface Pace {
  slice: number;
  betweenParts: number;
}

/** Of the plan that a job belongs to. */
export interface JobOptions {
  streams?: boolean;
  /** What it needs. */
  data?: DataFile | null;
  onPart?: (part: Frame) => void;
}

/** Who computes jobs. */
export interface Executor {
  /** Whether there is a thread of its own now. */
  readonly started: boolean;
  readonly starting?: boolean;
  /** Whether another one takes its place when it breaks. */
  readonly replaces: boolean;
  readonly hasRoom: boolean;
  idle(): Promise<void>;
  run(query: string, job: number, options?: JobOptions): Promise<Frame>;
  cancel(keep: boolean): void;
  release(): void;
  stop(): void;
}

/** The executors of a run. */
export interface Executors {
  readonly executors: Executor[];
  /** This thread. */
  readonly local: Executor;
  begin(): void;
  end(): void;
}

/** Where a run's frames go. */
export interface Collection<Told> {
  plan(query: string): Plan;
  collect(query: string): void;
  add(job: number, frame: Frame): void;
  addPart(job: number, part: Frame): void;
  progress(): Told;
}

/** Of a query that is run into the engine's collection. */
export interface QueryOptions {
  signal?: AbortSignal;
  withSweep?: boolean;
  onPlan?: (plan: Plan) => void;
  onUpdate: (progress: Progress) => void;
}
