//! Makes our scripts smaller: no comments, no blank space, short names for what only they see.
//!
//! 1. [`tokens`] cuts a script into words, strings, patterns and signs.
//! 2. [`scopes`] finds where names are known: functions, arrows, `catch`.
//! 3. Each name that a scope declares gets the shortest one that nothing inside it uses otherwise.
//! 4. The tokens are joined again, with a space only where two would run together, and without the semicolons that
//!    end nothing.
//!
//! It knows the language as the player's scripts use it: every statement ends with a semicolon; no template
//! strings, no destructuring, no default values of parameters, one name a declaration, no labels. What breaks
//! the first two comes back as it was. A name it cannot place stays, so the worst is a script that is longer.

mod tokens;

use self::tokens::{Kind, Token, is_word, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// Words that are never names.
const RESERVED: &[&str] = &[
    "arguments",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "of",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A stretch of tokens that knows its own names.
#[derive(Debug, Default)]
struct Scope<'a> {
    from: usize,
    to: usize,
    parent: usize,
    is_catch: bool,
    /// The names it declares, each with the first place where it does.
    declared: BTreeMap<&'a str, usize>,
    /// What is used in here and declared outside: the name, and the scope it belongs to (0: the whole world).
    outer: BTreeSet<(usize, &'a str)>,
    names: BTreeMap<&'a str, String>,
}

/// Returns a script that does the same in fewer bytes.
pub(crate) fn shrink(script: &str) -> String {
    let Some(tokens) = tokens(script) else { return script.to_owned() };
    let Some(brackets) = Brackets::of(&tokens) else { return script.to_owned() };
    let mut scopes = scopes(&tokens, &brackets);
    let owner = owners(&scopes, tokens.len());
    declare(&tokens, &mut scopes, &owner);
    let places = resolve(&tokens, &brackets, &mut scopes, &owner);
    for index in 1..scopes.len() {
        let names = name_all(&scopes, index);
        scopes[index].names = names;
    }
    join(&tokens, &brackets, &scopes, &places)
}

/// Which brackets belong together, and which ones stand around each token.
struct Brackets {
    partner: Vec<usize>,
    around: Vec<Option<usize>>,
}

impl Brackets {
    fn of(tokens: &[Token<'_>]) -> Option<Self> {
        let mut brackets = Self { partner: vec![0; tokens.len()], around: vec![None; tokens.len()] };
        let mut open: Vec<usize> = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            let sign = if token.kind == Kind::Sign { token.text } else { "" };
            if matches!(sign, ")" | "]" | "}") {
                let partner = open.pop()?;
                brackets.partner[partner] = at;
                brackets.partner[at] = partner;
            }
            brackets.around[at] = open.last().copied();
            if matches!(sign, "(" | "[" | "{") {
                open.push(at);
            }
        }
        open.is_empty().then_some(brackets)
    }

    /// Returns the last token of an arrow's body that begins at `at`.
    fn end_of_body(&self, tokens: &[Token<'_>], mut at: usize) -> usize {
        if is(tokens, at, "{") {
            return self.partner[at];
        }
        while at < tokens.len() {
            match tokens[at] {
                Token { kind: Kind::Sign, text: "(" | "[" | "{" } => at = self.partner[at],
                Token { kind: Kind::Sign, text: ")" | "]" | "}" | ";" | "," } => return at - 1,
                _ => {}
            }
            at += 1;
        }
        tokens.len() - 1
    }
}

fn is(tokens: &[Token<'_>], at: usize, text: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.kind != Kind::Literal && token.text == text)
}

fn is_name(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && !RESERVED.contains(&token.text)
}

/// Finds the scopes, outer ones first; the first is the whole script, whose names are the world's.
fn scopes<'a>(tokens: &[Token<'a>], brackets: &Brackets) -> Vec<Scope<'a>> {
    let mut scopes = vec![Scope { to: tokens.len(), ..Scope::default() }];
    for at in 0..tokens.len() {
        let is_catch = is(tokens, at, "catch") && is(tokens, at + 1, "(") && at > 0 && is(tokens, at - 1, "}");
        let (from, to) = if is(tokens, at, "=>") {
            let from = if is(tokens, at - 1, ")") { brackets.partner[at - 1] } else { at - 1 };
            (from, brackets.end_of_body(tokens, at + 1))
        } else if is_catch || is(tokens, at, "function") {
            let from = if is(tokens, at + 1, "(") { at + 1 } else { at + 2 };
            (from, brackets.partner[brackets.partner[from] + 1])
        } else {
            continue;
        };
        let mut scope = Scope { from, to, is_catch, ..Scope::default() };
        let parameters = if is(tokens, from, "(") { from..brackets.partner[from] } else { from..from + 1 };
        for place in parameters.filter(|place| is_name(&tokens[*place])) {
            scope.declared.entry(tokens[place].text).or_insert(place);
        }
        scopes.push(scope);
    }
    scopes.sort_by_key(|scope| (scope.from, usize::MAX - scope.to));
    for index in 1..scopes.len() {
        let parent = (0..index).rev().find(|outer| scopes[*outer].to >= scopes[index].to);
        scopes[index].parent = parent.unwrap_or(0);
    }
    scopes
}

/// Returns the innermost scope of each token.
fn owners(scopes: &[Scope<'_>], count: usize) -> Vec<usize> {
    let mut owner = vec![0; count];
    for (index, scope) in scopes.iter().enumerate() {
        owner[scope.from..(scope.to + 1).min(count)].fill(index);
    }
    owner
}

/// Notes what `const`, `let`, `var` and `function` declare.
fn declare<'a>(tokens: &[Token<'a>], scopes: &mut [Scope<'a>], owner: &[usize]) {
    for at in 1..tokens.len() {
        let word = if tokens[at - 1].kind == Kind::Word { tokens[at - 1].text } else { continue };
        if !is_name(&tokens[at]) || !matches!(word, "const" | "let" | "var" | "function") {
            continue;
        }
        let mut scope = owner[at - 1];
        while word == "var" && scopes[scope].is_catch {
            scope = scopes[scope].parent;
        }
        scopes[scope].declared.entry(tokens[at].text).or_insert(at);
    }
}

/// How a word stands in an object's braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Free,
    Property,
    Shorthand,
}

fn standing(tokens: &[Token<'_>], brackets: &Brackets, at: usize) -> Standing {
    if at > 0 && is(tokens, at - 1, ".") {
        return Standing::Property;
    }
    let in_braces = brackets.around[at].is_some_and(|open| is(tokens, open, "{"));
    if !in_braces || !(is(tokens, at - 1, "{") || is(tokens, at - 1, ",")) {
        return Standing::Free;
    }
    let is_method = is(tokens, at + 1, "(") && is(tokens, brackets.partner[at + 1] + 1, "{");
    if is(tokens, at + 1, ":") || is_method {
        Standing::Property
    } else if is(tokens, at + 1, ",") || is(tokens, at + 1, "}") {
        Standing::Shorthand
    } else {
        Standing::Free
    }
}

/// Finds for each token the scope that declares it (0: none), and notes what scopes use of those around them.
fn resolve<'a>(tokens: &[Token<'a>], brackets: &Brackets, scopes: &mut [Scope<'a>], owner: &[usize]) -> Vec<usize> {
    let mut places = vec![0; tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if !is_name(token) || standing(tokens, brackets, at) == Standing::Property {
            continue;
        }
        let mut path = Vec::new();
        let mut scope = owner[at];
        while scope != 0 && !scopes[scope].declared.contains_key(token.text) {
            path.push(scope);
            scope = scopes[scope].parent;
        }
        for inner in path {
            scopes[inner].outer.insert((scope, token.text));
        }
        if scope != 0 {
            places[at] = scope;
        }
    }
    places
}

/// Gives the names of one scope their short ones; the scopes around it have theirs.
fn name_all<'a>(scopes: &[Scope<'a>], index: usize) -> BTreeMap<&'a str, String> {
    let scope = &scopes[index];
    let taken: BTreeSet<&str> =
        scope.outer.iter().map(|(place, name)| scopes[*place].names.get(name).map_or(*name, String::as_str)).collect();
    // In the order of declaration, so that like functions look alike: that is what compression feeds on.
    let mut names: Vec<(&str, usize)> = scope.declared.iter().map(|(name, place)| (*name, *place)).collect();
    names.sort_by_key(|(_, place)| *place);
    let mut short =
        (0..).map(spell).filter(|name| !taken.contains(name.as_str()) && !RESERVED.contains(&name.as_str()));
    names.into_iter().filter_map(|(name, _)| Some((name, short.next()?))).collect()
}

/// Returns the name of this number: a to Z, then aa.
fn spell(number: usize) -> String {
    let last = char::from(LETTERS[number % LETTERS.len()]);
    match number / LETTERS.len() {
        0 => last.to_string(),
        rest => format!("{}{last}", spell(rest - 1)),
    }
}

fn join(tokens: &[Token<'_>], brackets: &Brackets, scopes: &[Scope<'_>], places: &[usize]) -> String {
    let mut joined = String::new();
    for (at, token) in tokens.iter().enumerate() {
        if ends_nothing(tokens, brackets, at) {
            continue;
        }
        let text = match token.text {
            // What nobody changes needs no promise of it.
            "const" if token.kind == Kind::Word && declares(tokens, at) => "let",
            text => scopes[places[at]].names.get(text).filter(|_| places[at] != 0).map_or(text, String::as_str),
        };
        let last = joined.bytes().last().unwrap_or(b' ');
        let first = text.bytes().next().unwrap_or(b' ');
        if (is_word(last) && is_word(first))
            || (last == first && matches!(last, b'+' | b'-' | b'/') && !is_twin(tokens, at))
        {
            joined.push(' ');
        }
        if places[at] != 0 && standing(tokens, brackets, at) == Standing::Shorthand {
            joined.push_str(token.text);
            joined.push(':');
        }
        joined.push_str(text);
    }
    joined.push('\n');
    joined
}

/// Whether the word at `at` begins a declaration and is no property.
fn declares(tokens: &[Token<'_>], at: usize) -> bool {
    let is_name = |token: &Token<'_>| token.kind == Kind::Word;
    tokens.get(at + 1).is_some_and(is_name) && (at == 0 || tokens[at - 1].text != ".")
}

/// Whether the semicolon at `at` only stands before the end of a block, and is no empty body of a loop.
fn ends_nothing(tokens: &[Token<'_>], brackets: &Brackets, at: usize) -> bool {
    let is = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.text == sign);
    let heads = |open: usize| open > 0 && matches!(tokens[open - 1].text, "for" | "while" | "if");
    is(at, ";") && is(at + 1, "}") && at > 0 && !(is(at - 1, ")") && heads(brackets.partner[at - 1]))
}

/// Whether the sign at `at` and the one before it were written together: `++`, `--`.
fn is_twin(tokens: &[Token<'_>], at: usize) -> bool {
    let (before, here) = (tokens[at - 1].text, tokens[at].text);
    before.len() == 1 && here.len() == 1 && before.as_ptr().wrapping_add(1) == here.as_ptr()
}
