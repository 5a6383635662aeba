/** The shapes that the parts of the player hand each other. Read by `tsc --checkJs` only; nothing of it is shipped. */

type Values = Record<string, string | number>;
type State = Record<string, any>;
type EndName = 'local' | 'hub' | 'lms' | 'memory';
type Fate = 'saving' | 'saved' | 'unsaved';
type Mark = 'right' | 'wrong' | 'missed';

/** What an end answers. */
interface Answer { alforja: 1; id: string; ok: boolean; state?: State; end?: EndName; saved?: boolean }

/** Where states are kept. */
interface End {
  name: EndName;
  load(course: string): Promise<{ state: State; saved: boolean }>;
  save(course: string, patch: State): Promise<boolean>;
}

/** The state of the open page. */
interface Keeper {
  end: EndName;
  all(): State;
  get(key: string): any;
  put(patch: State): void;
  pending(): boolean;
  settled(): Promise<any>;
  reload(): Promise<void>;
}

/** A gap as the page's key tells it. */
interface Gap { kind: 'text' | 'number' | 'choice'; answers?: string[]; from?: number; to?: number; right?: number[]; count?: number; shown?: string }

/** A question as the page's key tells it. */
interface Key {
  id: string;
  kind: string;
  points?: number;
  fixed?: boolean;
  strict?: boolean;
  count?: number;
  right?: number[];
  dimension?: number | null;
  gaps?: Gap[];
}

/** A quiz as the page's key tells it; the outline tells a part of the same. */
interface QuizKey {
  id: string;
  graded: boolean;
  pass?: number | null;
  attempts?: number;
  shuffleQuestions?: boolean;
  shuffleAnswers?: boolean;
  draw?: number | null;
  show?: 'each' | 'end' | 'never';
  required?: boolean;
  decimal?: string;
  group?: string;
  dimensions?: string[];
  questions: Key[];
}

/** A course's outline, as the course page and the launch page carry it. */
interface Outline {
  completion?: { lessons?: string; quizzes?: string };
  lessons: { id: string; href?: string; title?: string; quizzes?: QuizKey[] }[];
}

interface Grade { points: number; right: boolean; parts: boolean[] }

interface QuizResult {
  asked: number;
  answered: number;
  /** Every asked question of this attempt is finished. */
  done: boolean;
  /** This attempt or an earlier one was finished. */
  finished: boolean;
  points: number;
  total: number;
  percent: number;
  /** The best per cent of all attempts. */
  best: number;
  passed: boolean;
}

interface CourseResult {
  lessons: number;
  done: number;
  percent: number;
  completed: boolean;
  /** How many graded quizzes there are, and how many of them are finished. */
  graded: number;
  finished: number;
  /** 0 to 100; null where nothing is graded. */
  score: number | null;
  passed: boolean;
}

/** How one kind of question is read from the page and shown in it. */
interface Kind {
  /** The message that asks for an answer. */
  ask: string;
  /** Returns the answer, null where there is none. */
  read(form: HTMLElement): any;
  write(form: HTMLElement, answer: any): void;
  clear(form: HTMLElement, grade?: Grade): void;
  mark(form: HTMLElement, question: Key, answer: any, grade: Grade, reveal: boolean, decimal: string): void;
  unmark(form: HTMLElement): void;
  feedback(form: HTMLElement, answer: any): void;
  prepare?(form: HTMLElement): void;
  lock?(form: HTMLElement, locked: boolean): void;
  missing?(form: HTMLElement): HTMLElement | null;
  arrange?(form: HTMLElement, order: number[]): void;
}

interface Card {
  form: HTMLFormElement;
  question: Key;
  done(): boolean;
  refresh(): void;
  reopen(): void;
  restore(): void;
}

interface CardServices {
  keeper: Keeper;
  decimal: string;
  show: 'each' | 'end' | 'never';
  attempts: number;
  over(): boolean;
  isLast(card: Card): boolean;
  next(card: Card): void;
  changed(): void;
}

interface QuizServices { keeper: Keeper; changed(): void }

/** The one global. */
interface Player {
  words?: Record<string, string | Record<string, string>>;
  forms?: string[];
  table?: string;
  decimal?: string;
  group?: string;
  t(key: string, values?: Values): string;
  count(key: string, count: number, values?: Values): string;
  number(value: number): string;
  typed: { same(answer: string, typed: string, strict?: boolean): boolean; number(typed: string, decimal: string): number | null };
  grade: { of(question: Key, answer: any, decimal: string): Grade; counts(kind: string): boolean; fits(question: Key, answer: any): boolean };
  draw: {
    asked(quiz: QuizKey, seed: number): number[];
    questions(quiz: QuizKey, seed: number): number[];
    answers(quiz: QuizKey, place: number, seed: number): number[];
    seed(random: () => number): number;
    shuffle(count: number, seed: number): number[];
  };
  state: {
    merge(state: State, patch: State): State;
    record(state: State, key: string): any;
    quiz(quiz: QuizKey, state: State): QuizResult;
    percent(part: number, whole: number): number;
    next(lessons: string[], state: State): string | null;
  };
  course(outline: Outline, state: State): CourseResult;
  store: { open(course: string, hub?: string): Promise<End>; local(storage: Storage): End; memory(): End };
  keeper(end: End, course: string, first: State, show: (fate: Fate) => void): Keeper;
  fate(end: EndName): (fate: Fate) => void;
  holdLinks(keeper: Keeper): void;
  all(root: ParentNode, selector: string): HTMLElement[];
  one(root: ParentNode, selector: string): HTMLElement | null;
  make(tag: string, attributes?: Values, children?: (Node | string)[]): HTMLElement;
  icon(name: string): SVGElement;
  whisper(text: string): HTMLElement;
  button(words: string, act: () => void, look?: string): HTMLElement;
  say(words: string): void;
  show(elements: HTMLElement[], when: (element: HTMLElement) => boolean): void;
  focus(element: HTMLElement | null): void;
  progress(state: State): void;
  catalogue(end: End): void;
  contents(): void;
  kinds: Record<string, Kind>;
  card(form: HTMLFormElement, question: Key, services: CardServices): Card;
  quizKey(section: HTMLElement): QuizKey | null;
  questionForms(section: HTMLElement, key: QuizKey): HTMLFormElement[];
  inRange(block: HTMLElement, percent: number): boolean;
  quiz(section: HTMLElement, key: QuizKey, services: QuizServices): void;
  survey(section: HTMLElement, key: QuizKey, services: QuizServices): void;
  notes?(keeper: Keeper): void;
  captions(text: string): { from: number; to: number; text: string }[];
  films?(keeper: Keeper): void;
  part(name: string, run: () => void): void;
}

interface Window { alforja: any }
