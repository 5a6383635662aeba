/** The shapes that the parts of the player hand each other. Read by `tsc --checkJs` only; nothing of it is shipped. */

type Values = Record<string, string | number>;
type State = Record<string, any>;
type EndName = 'local' | 'hub' | 'lms' | 'memory';
type Fate = 'saving' | 'saved' | 'unsaved';
type Mark = 'right' | 'wrong' | 'missed';

/** What is answered to `load`, `save`, `list` (the states by course) and `erase`. */
interface Kept { state: State; saved: boolean; states?: Record<string, State>; ok?: boolean; end?: EndName }

/** What keeps states in a storage. */
interface Shelf {
  able(): boolean;
  storage(): Storage | null;
  memory: Record<string, State>;
  ask(op: string, course: string, learner: string, patch?: State): Kept;
}

/** Where states are kept. */
interface End {
  name: EndName;
  /** Another page of ours, that of a learning platform, knows who learns. */
  framed?: boolean;
  ask(op: 'load' | 'save' | 'list' | 'erase', course: string, learner: string, patch?: State): Promise<Kept>;
}

/** Who uses this device. */
interface People {
  /** The learner at work; empty without names. */
  id: string;
  /** Whether several may share this device. */
  shared: boolean;
  all(): State;
  /** The name of the learner at work, or nothing. */
  name(): string;
  /** Changes what is kept of people; tells whether it was kept. */
  put(patch: State): Promise<boolean>;
}

/** What the parts of a page get when it wakes; a tool finds its place by `[data-tool]`. */
interface Services { end: End; people: People; course: string; keeper?: Keeper }

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
  course?: string;
  version?: string;
  lang?: string;
  title?: string;
  completion?: { lessons?: string; quizzes?: string };
  /** The roles that learning paths are made for. */
  roles?: string[];
  lessons: { id: string; href?: string; title?: string; roles?: string[]; quizzes?: QuizKey[] }[];
}

/** A field of a plan. */
interface NoteField { field: number; takes: 'text' | 'date' | 'number' | 'sum' | 'check' }

/** A piece of a plan: a heading, a field with its label, or a table. */
interface PlanItem { heading?: string; field?: number; takes?: NoteField['takes']; label?: string; after?: string; head?: string[]; rows?: (string | NoteField)[][][] }

interface NotePlace { kind: 'note' | 'plan' | 'open'; id: string; anchor?: string; prompt: string[]; repeat?: boolean; meetings?: boolean; items?: PlanItem[] }

/** A plan over several meetings: what stands in the form, and the earlier meetings, each by the numbers of its fields. */
interface Plan { now: Record<string, any>; held: Record<string, any>[] }

/** What a file of a plan says of itself. */
interface PlanHead { course: string; version: string; lang: string; title: string; place: string; day: string }

/** Every place of a course where the learner writes. */
interface NotesView { pages: { id: string; title: string; href: string; places: NotePlace[] }[]; months: string[] }

/** A piece of what was written: a heading, words under their label, a table. */
interface Written { heading?: string; label?: string; words?: string; head?: string[]; rows?: string[][] }

/** All that a learner wrote, by page. */
interface Gathered {
  pages: { title: string; href: string; entries: { prompt: string[]; href: string; items: Written[] }[] }[];
  old: { title: string; items: Written[] }[];
}

/** What stands above a copy of the notes. */
interface NotesHead { title: string; course: string; whose: string; day: string; old: string; lang: string; dir: string }

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
  /** What completion still asks for: lessons to be read, quizzes to be passed. */
  missing: { lesson: Outline['lessons'][0]; quiz?: QuizKey }[];
}

/** What is told of a whole course in a code. */
interface Standing { completed: boolean; passed: boolean; score: number | null }

/** A spoken code that was read. */
interface SpokenCode extends Standing { course: number; check: number }

/** A learner field, as the page asks it. */
interface LearnerFieldView { id: string; label: string; required: boolean; options?: { value: string; words: string }[] }

/** What the program tells the pages of results and certificates. */
interface RecordView {
  fields: LearnerFieldView[];
  organisation: string | null;
  /** How long the course takes, in words. */
  duration: string | null;
  modules: { id: string; title: string }[];
  /** A day in words for each month, with `{day}` and `{year}`. */
  months: string[];
}

/** What is kept of a learner for all results: the id of their results and what they answered. */
interface Known { id: string; fields: Record<string, any> }

/** Who hands a result over, what was asked of them, and whether their own words go along. */
interface Learner { id: string; asked: LearnerFieldView[]; fields: Record<string, any>; words: boolean }

/** A result file: docs/result-file.md. */
interface ResultFile extends Standing {
  course: { id: string; version: string; language: string; title: string };
  learner: { id: string; fields: Record<string, string> };
  lessons: { total: number; done: string[] };
  quizzes: { id: string; best: number | null; passed: boolean; pass: number | null; attempts: number }[];
  days: { first: string | null; last: string | null; completed: string | null };
  made: { day: string; time: string; clock: 'device' };
  words: { place: string; text: string | true }[] | null;
  code: string;
  checksum: string;
  [more: string]: any;
}

/** A result that was read from its line of text. */
interface ResultLine extends Standing {
  sound: boolean;
  course: string;
  version: string;
  language: string;
  done: number;
  total: number;
  made: string | null;
  completedOn: string | null;
  learner: string;
  fields: Record<string, string>;
  quizzes: { best: number | null; passed: boolean }[];
  left: number;
}

/** What writes and reads results and codes. */
interface Recorder {
  utf8(text: string): number[];
  sha256(text: string): number[];
  hex(text: string): string;
  whole(text: string): string;
  line(text: string, most: number): string;
  first(text: string, bits: number): number;
  signs(value: number, count: number): string;
  typedSigns(typed: string): string;
  spoken(course: string, standing: Standing, name: string): string;
  readSpoken(typed: string): SpokenCode | null;
  spokenFits(read: SpokenCode, course: string, name: string): 'right' | 'course' | 'name';
  text(result: ResultFile, most?: number): { text: string; left: number } | null;
  readText(pasted: string): ResultLine | null;
  canonical(value: any): string;
  nameOf(fields: Record<string, string>): string;
  result(outline: Outline, state: State, learner: Learner, made: { day: string; time: string }): ResultFile;
  sound(file: any): boolean;
  data(name: string): any;
  known(services: Services): Promise<Known>;
  keep(services: Services, known: Known): Promise<boolean>;
  note(services: Services, outline: Outline): Promise<State>;
}

/** How a message to the class stands; `unknown` where the class does not know this phone, `removed` where the trainer took its learner out. */
type ClassFate = 'sent' | 'waiting' | 'unknown' | 'removed';

/** A message to the class: keys of a course's state, null where one is gone. */
interface ClassMessage { number: number; course: string; lang: string; patch: State }

/** What a phone keeps of the class that its learner joined. */
interface ClassRecord {
  /** The token that says to the class which phone it is. */
  phone: string;
  learner: string;
  /** The learner's own code, for another phone. */
  code: string;
  name: string;
  fields: Record<string, string>;
  /** Whether the learner's own words go along. */
  words: boolean;
  /** The number of the last message. */
  number: number;
  /** The message that is on its way. */
  pending: ClassMessage | null;
  /** By course: the digest of each value that the class has. */
  sent: Record<string, Record<string, string>>;
  /** By course: the digest of the last result that it has. */
  handed: Record<string, string>;
  /** The courses that were opened; `own` are the keys that stay on this phone. */
  courses: Record<string, { lang: string; results: string; own?: string[] }>;
}

interface ClassBox { read(): ClassRecord | null; write(record: ClassRecord): void; forget(): void }

/** What a form asks that lets a learner in; `removed` where the trainer took them out. */
interface JoinAsked { view: LearnerFieldView[]; fields: Record<string, any>; name: string; pin: string; learner: string; removed: boolean }

/** The learner's side of a class (`alforja class`). */
interface Classroom {
  digest(text: string): string;
  own(outline: Outline, words: boolean): string[];
  news(state: State, sent: Record<string, string>, kept: string[], words: boolean): State | null;
  note(sent: Record<string, string>, patch: State): void;
  joined(mine: State, theirs: State): State;
  ask(name: string, phone: string | null, text: string): Promise<{ status: number; said: any }>;
  box(who: string): ClassBox;
  post(
    box: ClassBox, load: (course: string) => Promise<State>, result: (course: string) => Promise<{ text: string; digest: string } | null>,
    kept: (course: string) => Promise<string[] | null>, show: (fate: ClassFate) => void, named: (record: ClassRecord) => void
  ): { soon(): void; now(): void };
  outline(address: string): Promise<{ outline: Outline; view: RecordView } | null>;
  place(): ShadowRoot;
  spaced(code: string): string;
  line(root: ShadowRoot, record: ClassRecord, leave: () => void): { show(fate: ClassFate): void; name(name: string): void; remove(): void };
  form(root: ShadowRoot, asked: JoinAsked, done: (phone: string, welcome: any) => void, later: () => void): HTMLElement;
}

/** A learner as the trainer's board is told of them. Times are in seconds since 1970-01-01. */
interface BoardLearner {
  id: string;
  name: string;
  code: string;
  fields: Record<string, string>;
  joined: number;
  seen: number;
  courses: Record<string, { lang: string; at: number; state: State }>;
  results: { course: string; lang: string; at: number; file: string; completed: boolean; passed: boolean; score: number | null }[];
}

interface BoardEdition { course: string; lang: string; title: string; results: string }

/** What the board is told: all, or only who changed since. */
interface BoardTold {
  since: string;
  whole: boolean;
  /** Whether the disk took what came last, and the record. */
  kept: boolean;
  recorded: boolean;
  now: number;
  pin: string;
  ways: { address: string; code: string }[];
  editions: BoardEdition[];
  folder: string;
  /** Where the results of those are who were taken out. */
  aside: string;
  learners: BoardLearner[];
  /** The ids of those who were taken out since. */
  gone: string[];
}

/** What the views of the board are made of. */
interface BoardNow {
  learners: BoardLearner[];
  time: number;
  pin: string;
  ways: BoardTold['ways'];
  folder: string;
  aside: string;
  edition: BoardEdition;
  names: boolean;
  answers: boolean;
  asked: Record<string, BoardAsked>;
  /** Opens the panel in which the trainer decides about a learner. */
  open(what: 'correct' | 'remove', learner: BoardLearner): void;
  /** Takes all results along. */
  take(): void;
}

interface BoardQuestion { id: string; kind: string; count: number; lesson: Outline['lessons'][0]; quiz: string }

/** What a question asks; `of` is the edition that it was read from. */
interface BoardAsked { of?: string; prompt: string; body: string; choices: string[]; right: number[] }

/** Where a learner is in a course. */
interface BoardPlace {
  learner: BoardLearner;
  begun: boolean;
  lesson: Outline['lessons'][0] | null;
  done: number;
  lessons: number;
  percent: number;
  completed: boolean;
  score: number | null;
  right: number;
  partly: number;
  wrong: number;
  /** Seconds since they were heard of. */
  silent: number;
  stuck: boolean;
  /** The questions that they tried many times. */
  hard: BoardQuestion[];
}

/** The trainer's board of a class. */
interface Board {
  questions(outline: Outline): BoardQuestion[];
  place(learner: BoardLearner, outline: Outline, now: number): BoardPlace;
  lessons(learners: BoardLearner[], outline: Outline): { lesson: Outline['lessons'][0]; here: number; begun: number; done: number }[];
  question(learners: BoardLearner[], course: string, question: BoardQuestion): {
    tried: number; right: BoardLearner[]; partly: BoardLearner[]; wrong: BoardLearner[]; options: number[]; typed: { text: string; count: number }[]
  };
  renewed(known: Record<string, BoardLearner>, told: BoardTold): Record<string, BoardLearner>;
  outline(edition: BoardEdition): Promise<Outline | null>;
  asked(edition: BoardEdition, question: BoardQuestion): Promise<BoardAsked | null>;
  bar(parts: { look: string; count: number; words: string }[], whole: number): HTMLElement;
  row(words: (Node | string)[], bar: HTMLElement, count: string, look?: string): HTMLElement;
  table(head: string[], rows: HTMLElement[][], caption: string): HTMLElement;
  ago(seconds: number): string;
  text(words: string, look?: string): HTMLElement;
  /** The trainer's key, where the address brought it. */
  key: string;
  /** Asks the class for what the trainer alone may do; status 0 where nobody answers. */
  decide(what: 'correct' | 'remove', decision: { learner: string; name?: string }): Promise<number>;
  /** Fetches all results and gives them to the browser as a file. Tells whether that went well. */
  take(name: string): Promise<boolean>;
  /** The panels in which the trainer decides about a learner; `done` gets what is to be said, or nothing where they left it. */
  panels: {
    correct(learner: BoardLearner, done: (said: string) => void): HTMLElement;
    remove(learner: BoardLearner, aside: string, done: (said: string) => void): HTMLElement;
  };
  views: {
    join(now: BoardNow): HTMLElement;
    people(now: BoardNow, outline: Outline): HTMLElement;
    questions(now: BoardNow, outline: Outline): HTMLElement;
    end(now: BoardNow, outline: Outline): HTMLElement;
  };
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
  /** The field whose words cannot be judged. */
  flaw?(form: HTMLElement, question: Key, decimal: string): HTMLElement | null;
  /** What is odd in an answer that is not yet given. */
  doubt?(form: HTMLElement, question: Key): string;
  arrange?(form: HTMLElement, order: number[]): void;
}

interface Card {
  form: HTMLFormElement;
  question: Key;
  done(): boolean;
  refresh(): void;
  reopen(): void;
  restore(): void;
  full(): boolean;
  /** Shows what another window has answered. */
  renew(): void;
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

/** What the part with the result knows of a quiz. */
interface QuizView {
  key: QuizKey;
  box: HTMLElement;
  result(): QuizResult;
  asked(): Card[];
  retry(which: Card[] | null, fresh: boolean): void;
  next(): void;
}

/** A survey's results by day: now and, where there is one, the last time; each mean in per cent or null. */
interface ProfileRow { name: string; now: number | null; last: number | null }
interface Shape { tag: string; look: string; at: Values; words?: string }

interface QuizServices { keeper: Keeper; changed(): void }

/** A course as the learner's own page is told of it. */
interface MeCourse { id: string; lang: string; version: string; title: string; href: string; lessons: number; outline: string | null; notes: string; results: string }

/** What a platform knew when a launch began. */
interface Launched {
  /** A name for the learner that no other on this platform has; empty where it tells none. */
  learner: string;
  /** Review or browse: nothing is to be written. */
  reviewing: boolean;
  /** Nothing was ever reported of this learner: that the course is incomplete is to be told at once. */
  untouched: boolean;
  /** The packed state that was reported last; empty where there is none. */
  packed: string;
  /** The lesson that was reported last, or nothing. */
  last: string;
  completed: boolean;
  success: 'unknown' | 'passed' | 'failed';
  /** The best score, 0 to 100, or null. */
  score: number | null;
  /** What counts for this launch instead of the package's own settings. */
  settings?: object;
}

/**
 * A platform that is there and refuses: because this launch is spent (`used`), or it does not answer as it should (`silent`). What is
 * done then is kept on this device for this learner, and sent at the next launch.
 */
interface Refused { refused: 'used' | 'silent'; learner: string }

/** How a course or a module of it stands, as a platform is to be told; the settings of the package are in effect already. */
interface Standings { completed: boolean; success: Launched['success']; /** All graded quizzes are. */ finished: boolean; score: number | null; /** 0 to 1. */ progress: number }

/** What a platform is told in one go. What was reached once is in it for ever; `score` is null where there is no better one. */
interface Report extends Standings {
  packed: string;
  last: string;
  modules: (Standings & { id: string })[];
  /** Milliseconds of this session; the clock stops while nobody looks. */
  spent: number;
}

/** One answered question. Choices are letters by their place in the course, whatever order they were shown in. */
interface Interaction {
  id: string;
  module: string;
  /** What was asked, where the page may be looked into. */
  prompt: string;
  type: 'choice' | 'sequencing' | 'matching' | 'numeric' | 'fill-in' | 'long-fill-in' | 'likert';
  /** Letters; for matching pairs of letters; else words. Empty where nothing was said. */
  said: (string | [string, string])[];
  /** Each a right answer, in the form of `said`. */
  right: Interaction['said'][];
  /** What a number may be, from and to. */
  range: [number, number] | null;
  /** Upper and lower case of typed words count. */
  strict: boolean;
  weight: number;
  /** How often the question had been answered by then. */
  tries: number;
  result: 'correct' | 'wrong' | 'neutral';
  time: Date;
  /** Milliseconds. */
  latency: number;
}

/**
 * An end of the launch page: what speaks to one kind of platform. Its file in `player/shell/ends/` makes `shell.end`, which
 * takes `{view, outline, settings}` and returns this. None of its calls throws; each `done` is called once, now or later.
 * An end that waits for a network gives up within 3 seconds and answers no: the learner's page waits no longer than 4. What
 * it could not hand over it need not keep, but interactions: the next report holds all else again.
 */
interface Platform {
  /** How many characters of packed state there is room for; an end without a bound brings a packer of its own. */
  room?: number;
  packer?: { encode(state: State): string; decode(text: string): State };
  /** Finds the platform, begins the session and reads; null where there is no platform or it refuses. It may take a while. */
  open(done: (launched: Launched | Refused | null) => void): void;
  /** A question was finished. An end that posts lists keeps it for the next report. */
  answered(interaction: Interaction): void;
  /** Tells whether the platform took it. No second report comes before the first is answered. */
  report(report: Report, done: (taken: boolean) => void): void;
  /** Ends the session: the last call, perhaps while the window goes away and a report is unanswered. No report in review. */
  finish(report: Report | null, done: (taken: boolean) => void): void;
  /** A launch is for once: the page cannot be opened again by itself. */
  once?: boolean;
  /** A learner leaves by the platform's own button, and needs none here. */
  leaves?: boolean;
  /** Where a learner goes who leaves by the button; empty where the platform does not say. */
  back?(): string;
  /** Tells whether the learner wants no sound at first. */
  quiet?(): boolean;
}

/** What the parts of the learner's own page may ask for. */
interface Me {
  end: End;
  people: People;
  courses: MeCourse[];
  /** How a day is written in each month. */
  months: string[];
  /** The learner at work, as of now. */
  id(): string;
  name(id: string): string;
  learners(): { id: string; name: string }[];
  /** The states of a learner by course. */
  states(id: string): Promise<Record<string, State>>;
  /** Joins more states to those of a learner; tells whether all was kept. */
  bring(id: string, more: Record<string, State>): Promise<boolean>;
  outline(course: MeCourse): Promise<PackOutline>;
  /** Shows everything anew. */
  fresh(): void;
}

/** The frame of a part of the learner's own page. */
interface Section { place: HTMLElement; told: HTMLElement; tell(words: string): void }

interface MeParts {
  all: { name: string; fill(me: Me, section: Section): void }[];
  p(words: string, look?: string): HTMLElement;
  field(words: string, input: HTMLElement): HTMLElement;
  actions(buttons: Node[]): HTMLElement;
  day(text: any, months: string[]): string;
  list(me: Me, states: Record<string, State>): string;
  download(name: string, text: string): void;
  complain(input: HTMLElement, words: string): void;
  rows(legend: string, name: string, choices: [string, string][], chosen: string, choose: (value: string) => void): HTMLElement;
  newId(): string;
  question(words: string[], buttons: Node[]): HTMLElement;
  askBring(me: Me, section: Section, before: HTMLElement, words: string[], what: Carrying, back: () => void): void;
  askErase(me: Me, id: string, back: () => void, section: Section, known?: boolean): Promise<HTMLElement>;
  saveFile(me: Me, id: string): Promise<string | null>;
  asText(me: Me, section: Section): HTMLElement;
}

/** Progress on its way from one device to another. */
interface Carrying { name: string; day: string; comfort: string; courses: Record<string, State> }
type Carried = Carrying | { why: 'foreign' | 'newer' | 'broken' | 'empty' };

/** What a code says of itself. */
interface Coded { course: string; lang: string; version: string; packed: string; whole: boolean }

interface Carry {
  MOST_BYTES: number;
  MOST_DRAWN: number;
  join(own: State, other: State): State;
  done(state: State): number;
  name(text: any): string;
  clean(state: any): State;
  write(what: Carrying): string;
  read(text: string): Carried;
  check(text: string): string;
  code(outline: PackOutline, state: State): string;
  head(text: string): Coded | null;
  open(code: Coded, outline: PackOutline): State;
}

/** An outline that tells its edition, as states are packed with it. */
interface PackOutline extends Outline { course: string; version: string; lang: string }

/** Packs states; the launch page of a platform does the same. */
interface Packing {
  bits: { hash(text: string): number };
  packer(outline: PackOutline, room?: number): { encode(state: State): string; decode(text: string): State };
}

/** A course that the search looks through. */
interface SearchedCourse { id: string; title: string; base: string; index: string }

/** An index as its script hands it over: `groups` tell titles and addresses in turn. */
interface IndexData { course: string; groups: { title: string; text: string; pages: string[] }[]; words: string; found: string }

/** A page that can be found. */
interface Found { course: string; group: number; place: number; name: string; title: string; address: string; text: string }

interface SearchIndex {
  places: Found[];
  knows(word: string, begins: boolean): boolean;
  /** Raises the weights of the pages that hold a word; there is one for each page. */
  weigh(word: string, begins: boolean, weights: number[]): void;
}

/** A word that was asked for: as it is folded, and what else people write for it. */
interface Term { word: string; kind: 'word' | 'pair' | 'letter'; others: string[] }

/** A word as an index holds it, or how such words begin. */
interface Form { word: string; begins: boolean }

interface Hit { found: Found; count: number; score: number; forms: Form[] }

/** A stretch of a text that is marked for a word. */
interface Stretch { from: number; to: number; word: string }

interface Piece { text: string; marked: boolean }

/** What the part of films offers its files to each other. */
interface Films {
  speeds: number[];
  seconds(value: any): number;
  clock(value: any): string;
  start(kept: any, duration: number): number;
  speed(kept: any): number;
  chapter(starts: number[], now: number): number;
  captions(languages: string[], chosen: any, page: string): string | undefined;
  addCaptions(media: HTMLMediaElement, figure: HTMLElement, tools: HTMLElement, keeper: Keeper): void;
  keepPlace(media: HTMLMediaElement, figure: HTMLElement, key: string, keeper: Keeper): (to: number) => void;
  tell(figure: HTMLElement, parts: (Node | string)[]): HTMLElement;
  watchTrouble(media: HTMLMediaElement, figure: HTMLElement): void;
  watchConnection(figure: HTMLElement): void;
  pick(words: string, choices: string[][], value: string, act: (value: string) => void): { label: HTMLElement; select: HTMLSelectElement };
}

/** A file of a course: its path from the site's root, size in bytes, short fingerprint, and 1 for a film or sound. */
type CopyFile = [string, number, string] | [string, number, string, 1];

/** The files of a course in one language, as published; `whole` is what a learner chose: with films or not. */
interface CopyList { version: string; course: string; lang: string; title: string; size: number; films: number; files: CopyFile[]; whole?: boolean }

/** Who watches a copy being filled, and may stop it. */
interface CopyWatch { stopped: boolean; stops: (() => void)[]; begins(bytes: number): void; came(bytes: number): void }

/** What keeps one course. */
interface Copier {
  published(): Promise<CopyList | null>;
  kept(): Promise<CopyList | null>;
  here(): Promise<Record<string, string>>;
  keep(list: CopyList, films: boolean, watch: CopyWatch): Promise<any>;
  remove(): Promise<any>;
  why(broken: any): string;
}

/** The one global. */
/** A day with a group as its trainer plans it, in minutes after midnight. */
interface TrainerDay { start: number; end: number; breaks: { at: number; minutes: number }[] }

/** A row of a timetable: an item, or the break of this number. */
interface TimetableRow { day: number; from: number; until: number; item?: number; further?: boolean; pause?: number }

/** A screen of a lesson that is presented. */
interface LessonScreen { shown: HTMLElement[]; steps: HTMLElement[][]; notes: HTMLElement[]; title: string }

interface PresenterBar {
  notes: HTMLElement; black: HTMLElement; help: HTMLElement; closer: HTMLElement; buttons: Record<string, HTMLElement>; all: HTMLElement[];
  tell(number: number, count: number, screen: LessonScreen, next: LessonScreen | undefined): void;
  tick(now: Date, since: number): void;
}

interface Player {
  /** Begins a SHA-256 of bytes that come piece by piece. */
  hashing(): { take(bytes: Uint8Array): void; hex(): string };
  words: Record<string, string | Record<string, string>>;
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
  onPath(outline: Outline, state: State): Outline['lessons'];
  mine(roles: string | null, role: any): boolean;
  path(state: State): void;
  stands: { first: (outline: Outline, state: State, today: string) => string | null; required(lessons: number, state: State): { done: boolean; day: string; lessons: number; begun: boolean } };
  notes: { gather(view: NotesView, outline: Outline, state: State): Gathered; text(gathered: Gathered, head: NotesHead): string; page(gathered: Gathered, head: NotesHead): string };
  /** What is done with the plans of a page. */
  fields: { shown(plan: HTMLElement, values: Record<string, any>): HTMLElement; refill(plan: HTMLElement): void; keep(): void };
  meetings: {
    of(place: string, state: State): Plan;
    isEmpty(fields: Record<string, any>): boolean;
    next(place: string, state: State, today: string): State | null;
    join(place: string, state: State, theirs: Plan): State | null;
    clean(given: any): Plan | null;
    MOST_BYTES: number;
    write(head: PlanHead, plan: Plan): string;
    read(text: string, course: string, place: string): { why: string } | { plan: Plan; saved: string };
  };
  printAlone(piece: HTMLElement): void;
  proof: { read(text: string): any; proof(signed: any, keys: { id: string; key: number[] }[], nacl: any): string };
  prepared(way: string, address: string, subject: string, text: string): string;
  record: Recorder;
  classroom: Classroom;
  board: Board;
  standing(outline: Outline, view: RecordView, state: State): HTMLElement;
  askLearner(view: RecordView, fields: Record<string, any>, hasWords: boolean, done: (fields: Record<string, string>, words: boolean) => void): HTMLElement;
  offers(result: ResultFile): HTMLElement;
  dayInWords(day: string, months: string[]): string;
  /** The library in player/vendor. */
  qrcode: any;
  qrModules(text: string): boolean[][] | null;
  qr(text: string, words: string): Element | null;
  parts?: Record<string, string>;
  add(words: Record<string, any>): void;
  script(address: string): Promise<any>;
  load(name: string): Promise<any>;
  merge(state: State, patch: State): State;
  shelf(open: () => Storage | null): Shelf;
  wide(shelf: Shelf, op: string, learner: string): Kept;
  store: { open(course: string, hub?: string): Promise<End>; own(storage: () => Storage | null): End };
  people(end: End): Promise<People>;
  comfort(words: any): void;

  keeper(end: End, course: string, learner: string, first: State, show: (fate: Fate) => void): Keeper;
  fate(end: EndName): (fate: Fate) => void;
  holdLinks(keeper: Keeper): void;
  all(root: ParentNode, selector: string): HTMLElement[];
  one(root: ParentNode, selector: string): HTMLElement | null;
  make(tag: string, attributes?: Values, children?: (Node | string)[]): HTMLElement;
  subtitle(words: string): HTMLElement;
  icon(name: string): SVGElement;
  whisper(text: string): HTMLElement;
  murmur(place: HTMLElement, words: string): void;
  button(words: string, act: () => void, look?: string): HTMLElement;
  say(words: string): void;
  today(): string;
  show(elements: HTMLElement[], when: (element: HTMLElement) => boolean): void;
  focus(element: HTMLElement | null): void;
  progress(state: State): void;
  /** What the parts of the page do when it wakes. */
  wakes: ((services: Services) => void)[];
  contents(opener: HTMLElement): void;
  kinds: Record<string, Kind>;
  card(form: HTMLFormElement, question: Key, services: CardServices): Card;
  quizKey(section: HTMLElement): QuizKey | null;
  questionForms(section: HTMLElement, key: QuizKey): HTMLFormElement[];
  inRange(block: HTMLElement, percent: number): boolean;
  fold: {
    fold(text: string): string;
    trace(text: string): { folded: string; places: number[] };
    words(folded: string, found: (word: string, at: number, piece: boolean) => void): void;
  };
  reader(data: IndexData): SearchIndex;
  query(typed: string): Term[];
  search(indices: SearchIndex[], terms: Term[]): { all: boolean; hits: Hit[] };
  marked(text: string, forms: Form[]): Piece[];
  snippet(text: string, forms: Form[]): Piece[];
  found(data: IndexData): void;
  told(course: string, group: number, texts: string[]): void;
  runs: Record<string, (section: HTMLElement, key: QuizKey, services: QuizServices) => () => void>;
  outcome(quiz: QuizView): void;
  resume?(quiz: QuizView): void;
  drag(list: HTMLElement, item: HTMLElement, begun: PointerEvent, moved: () => void): void;
  profile: {
    means(key: QuizKey, state: State): (number | null)[];
    history(kept: any): { t: string; v: (number | null)[] }[];
    shapes(rows: ProfileRow[]): { width: number; height: number; shapes: Shape[] };
  };
  chart(rows: ProfileRow[]): SVGElement;
  film: Films;
  part(name: string, run: () => void): void;
  /** Opens a lesson in its text; returns what shows it anew. */
  lesson(text: HTMLElement, lesson: string, keeper: Keeper): () => void;
  leaves(shown: (leaf: HTMLElement) => void): () => HTMLElement;
  carry: Carry;
  me: MeParts;
  pack: Packing;
  outlines?: Record<string, PackOutline>;
  copy: {
    header: string;
    name(root: string, place: string, version: string): string;
    read(root: string, name: string): { name: string; place: string; version: string } | null;
    copies(root: string, names: string[]): { name: string; place: string; version: string }[];
    list(root: string, place: string): string;
    lasting(address: string): boolean;
    addresses(address: string): string[];
    range(header: string | null, size: number): { from: number; to: number } | null | false;
    chosen(list: CopyList, films: boolean): CopyFile[];
    missing(files: CopyFile[], have: Record<string, string>): number;
  };
  copier(root: string, place: string): Copier;
  timetable: {
    minutes(text: string): number | null;
    clock(time: number): string;
    lay(items: number[], day: TrainerDay): TimetableRow[];
    groups(people: number, group: number): { count: number; people: number; fewest: number };
  };
  keptHere(name: string): { read(): any; keep(settings: any): void };
  labelled(words: string, field: HTMLElement): HTMLElement;
  screens(slides: HTMLElement): LessonScreen[];
  fit(room: number, height: () => number): void;
  stage: { show(screen: LessonScreen): void; veil(screen: LessonScreen, steps: number): void; leave(): void };
  presenterBar(acts: Record<string, () => void>): PresenterBar;
  two(number: number): string;
}

interface Window { alforja: any; alforjaPreview: any }
