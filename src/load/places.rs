//! Where links lead.
//!
//! 1. [`Places`] knows every page of every course and what can be linked to on it.
//! 2. [`Places::resolve`] turns an address into a target, or tells why it leads nowhere.
//! 3. A page that is not there in one language, but is in another, is reached in the fallback language.

use crate::diagnostic::{Diagnostic, Message, nearest};
use crate::load::address::{self, Address};
use crate::load::shelf::{Here, Shelf};
use crate::locale::Lang;
use crate::model::{Anchor, Document, LinkSource, LinkTarget};
use crate::span::{SourcePath, Span};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A page that a link can lead to.
#[derive(Debug)]
struct Page {
    target: LinkTarget,
    document: Arc<Document>,
    /// What can be linked to on it besides what is in its document.
    more: Vec<Box<str>>,
}

impl Page {
    fn anchors(&self) -> impl Iterator<Item = &str> {
        let own = self.document.anchors.iter().map(|anchor| &*anchor.id);
        own.chain(self.more.iter().map(AsRef::as_ref))
    }
}

/// A language's folder in a course.
#[derive(Debug)]
struct LanguageRoot {
    course: SourcePath,
    folder: SourcePath,
    lang: Lang,
}

/// Every page of a library.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// By their files: looked up for every link.
    pages: HashMap<SourcePath, Page>,
    folders: BTreeMap<SourcePath, Vec<LinkTarget>>,
    languages: Vec<LanguageRoot>,
    /// The languages that stand in for a lacking translation, by the course's folder.
    fallbacks: BTreeMap<SourcePath, Vec<Lang>>,
    drafts: BTreeSet<SourcePath>,
    texts: BTreeSet<SourcePath>,
}

impl Places {
    /// Adds a page; `more` are places on it besides those of its document.
    pub(super) fn add_page(
        &mut self,
        path: SourcePath,
        target: LinkTarget,
        document: &Arc<Document>,
        more: Vec<Box<str>>,
    ) {
        self.pages.insert(path, Page { target, document: Arc::clone(document), more });
    }

    /// Adds a folder that stands for a page; in a course's folder the first language is the fallback.
    pub(super) fn add_folder(&mut self, folder: SourcePath, target: LinkTarget) {
        self.folders.entry(folder).or_default().push(target);
    }

    /// Adds a language of a course. Fallback languages are tried in the order of these calls.
    pub(super) fn add_language(&mut self, course: SourcePath, folder: SourcePath, lang: Lang) {
        self.languages.push(LanguageRoot { course, folder, lang });
    }

    /// Says which languages stand in for a translation that a course lacks.
    pub(super) fn set_fallback(&mut self, course: SourcePath, languages: Vec<Lang>) {
        self.fallbacks.insert(course, languages);
    }

    /// Adds a text that is left out because it is a draft.
    pub(super) fn add_draft(&mut self, path: SourcePath) {
        self.drafts.insert(path);
    }

    /// Adds a text that is no page.
    pub(super) fn add_text(&mut self, path: SourcePath) {
        self.texts.insert(path);
    }

    /// Adds everything that is known of another course.
    pub(super) fn merge(&mut self, other: Self) {
        self.pages.extend(other.pages);
        for (folder, targets) in other.folders {
            self.folders.entry(folder).or_default().extend(targets);
        }
        self.languages.extend(other.languages);
        self.fallbacks.extend(other.fallbacks);
        self.drafts.extend(other.drafts);
        self.texts.extend(other.texts);
    }

    /// Returns where a link of `document` leads.
    pub(super) fn resolve(
        &self,
        link: &LinkSource,
        here: Here<'_>,
        document: &Document,
        shelf: &mut Shelf,
        all: &mut Vec<Diagnostic>,
    ) -> LinkTarget {
        let span = link.span;
        let nowhere = |diagnostic: Diagnostic, all: &mut Vec<Diagnostic>| {
            all.push(diagnostic);
            LinkTarget::Nowhere
        };
        match address::read(&link.address) {
            Address::Web(url) | Address::Reach(url) => LinkTarget::Address(url.into()),
            Address::Here(anchor) => self.resolve_here(&anchor, here, document, span, all),
            Address::Local(path, anchor) => self.resolve_path(&path, anchor, here, shelf, span, all),
            Address::Empty => nowhere(Diagnostic::error("link/empty", span), all),
            Address::Video(name) => nowhere(Diagnostic::error("link/video", span).with("name", name), all),
            Address::Scheme(scheme) => nowhere(Diagnostic::error("link/scheme", span).with("scheme", scheme), all),
            Address::Absolute(path) => {
                let hint = Message::new("hint/relative");
                nowhere(Diagnostic::error("link/absolute", span).with("path", path).hint(hint), all)
            }
        }
    }

    fn resolve_here(
        &self,
        anchor: &str,
        here: Here<'_>,
        document: &Document,
        span: Span,
        all: &mut Vec<Diagnostic>,
    ) -> LinkTarget {
        let own: Vec<&str> = match self.pages.get(here.path) {
            Some(page) => page.anchors().collect(),
            None => document.anchors.iter().map(|anchor: &Anchor| &*anchor.id).collect(),
        };
        if anchor.is_empty() || own.contains(&anchor) {
            return LinkTarget::Here(anchor.into());
        }
        all.push(missing_anchor(anchor, here.path, &own, span));
        LinkTarget::Nowhere
    }

    fn resolve_path(
        &self,
        path: &str,
        anchor: Option<String>,
        here: Here<'_>,
        shelf: &mut Shelf,
        span: Span,
        all: &mut Vec<Diagnostic>,
    ) -> LinkTarget {
        let Some(resolved) = here.resolve(path) else {
            all.push(Diagnostic::error("link/outside", span).with("path", path));
            return LinkTarget::Nowhere;
        };
        if let Some(page) = self.pages.get(&resolved) {
            return with_anchor(page, anchor, &resolved, span, all);
        }
        if let Some(targets) = self.folders.get(&resolved) {
            return in_language(targets, here.lang);
        }
        if let Some(asset) = shelf.find(&resolved, here.lang) {
            return LinkTarget::Asset(shelf.mark(asset));
        }
        if let Some(page) = self.filled_in(&resolved, here) {
            return with_anchor(&page, anchor, &resolved, span, all);
        }
        if self.drafts.contains(&resolved) {
            all.push(Diagnostic::warning("link/draft", span).with("path", &resolved));
            return LinkTarget::Nowhere;
        }
        if let Some((fallback, page)) = self.fallback(&resolved) {
            let diagnostic = Diagnostic::warning("link/untranslated", span).with("path", &resolved);
            all.push(diagnostic.with("lang", fallback));
            return with_anchor(page, anchor, &resolved, span, all);
        }
        all.push(self.missing(&resolved, here, shelf, span));
        LinkTarget::Nowhere
    }

    /// Returns the page of the same path in another language of the same course.
    fn fallback(&self, path: &SourcePath) -> Option<(&Lang, &Page)> {
        self.languages.iter().find_map(|language| {
            let inner = path.as_str().strip_prefix(language.course.as_str())?.trim_start_matches('/');
            let (folder, rest) = inner.split_once('/')?;
            Lang::parse(folder)?;
            Some((&language.lang, self.pages.get(&language.folder.join(rest))?))
        })
    }

    /// Returns the page that stands in for the one that its language lacks: in the language of the path.
    fn filled_in(&self, path: &SourcePath, here: Here<'_>) -> Option<Page> {
        let wanted = self.fallbacks.get(here.course)?;
        let own = self.languages.iter().find(|own| own.course == *here.course && is_below(path, &own.folder))?;
        let rest = path.as_str().strip_prefix(own.folder.as_str())?.trim_start_matches('/');
        let others = self.languages.iter().filter(|other| other.course == *here.course);
        let there = |lang: &Lang| others.clone().find(|other| other.lang == *lang);
        let page = wanted.iter().find_map(|lang| self.pages.get(&there(lang)?.folder.join(rest)))?;
        let mut target = page.target.clone();
        match &mut target {
            LinkTarget::Lesson { lang, .. } | LinkTarget::Module { lang, .. } => *lang = own.lang.clone(),
            _ => return None,
        }
        Some(Page { target, document: Arc::clone(&page.document), more: page.more.clone() })
    }

    fn missing(&self, path: &SourcePath, here: Here<'_>, shelf: &Shelf, span: Span) -> Diagnostic {
        if self.texts.contains(path) {
            return Diagnostic::error("link/no-page", span).with("path", path);
        }
        if is_below(path, &here.course.join("media")) {
            return shelf.missing(path, span);
        }
        let diagnostic = Diagnostic::error("link/missing", span).with("path", path);
        match self.nearest_page(path, here) {
            Some(address) => diagnostic.hint(Message::new("hint/did-you-mean").with("word", address)),
            None => diagnostic,
        }
    }

    /// Returns the address of the page that was most likely meant: in the same folder, or of the same name elsewhere
    /// in the language.
    fn nearest_page(&self, path: &SourcePath, here: Here<'_>) -> Option<String> {
        let folder = path.parent();
        let mut beside: Vec<&str> =
            self.pages.keys().filter(|page| page.parent() == folder).map(SourcePath::name).collect();
        beside.sort_unstable();
        if let Some(name) = nearest(path.name(), &beside) {
            return Some(relative(&here.path.parent(), &folder.join(name)));
        }
        let root = self.languages.iter().map(|language| &language.folder).find(|folder| is_below(here.path, folder))?;
        let bare = |path: &SourcePath| crate::load::survey::numbered(path.name()).1.to_owned();
        let others = self.pages.keys().filter(|page| is_below(page, root) && page.name() != "index.md");
        let first = others.filter(|page| bare(page) == bare(path)).min();
        first.map(|page| relative(&here.path.parent(), page))
    }
}

fn is_below(path: &SourcePath, folder: &SourcePath) -> bool {
    path.as_str().strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
}

fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let from: Vec<&str> = from.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = to.as_str().split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    format!("{}{}", "../".repeat(from.len() - shared), to[shared..].join("/"))
}

/// Returns the target in `lang`, or the first.
fn in_language(targets: &[LinkTarget], lang: &Lang) -> LinkTarget {
    let own = targets.iter().find(|target| matches!(target, LinkTarget::Course { lang: own, .. } if own == lang));
    own.or(targets.first()).cloned().unwrap_or(LinkTarget::Nowhere)
}

fn with_anchor(
    page: &Page,
    anchor: Option<String>,
    path: &SourcePath,
    span: Span,
    all: &mut Vec<Diagnostic>,
) -> LinkTarget {
    let mut target = page.target.clone();
    let Some(wanted) = anchor else { return target };
    if !page.anchors().any(|known| known == wanted) {
        all.push(missing_anchor(&wanted, path, &page.anchors().collect::<Vec<_>>(), span));
        return target;
    }
    match &mut target {
        LinkTarget::Course { anchor, .. }
        | LinkTarget::Glossary { anchor, .. }
        | LinkTarget::Module { anchor, .. }
        | LinkTarget::Lesson { anchor, .. } => *anchor = Some(wanted.into()),
        LinkTarget::Here(_)
        | LinkTarget::Catalogue
        | LinkTarget::Asset(_)
        | LinkTarget::Address(_)
        | LinkTarget::Nowhere => {}
    }
    target
}

fn missing_anchor(anchor: &str, path: &SourcePath, known: &[&str], span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::error("link/missing-anchor", span).with("anchor", anchor).with("path", path);
    diagnostic.hint_nearest(anchor, known.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::relative;
    use crate::span::SourcePath;

    #[test]
    fn relative_addresses_are_the_shortest() {
        for (from, to, expected) in
            [("a/en/m", "a/en/m/b.md", "b.md"), ("a/en/m", "a/en/n/b.md", "../n/b.md"), ("", "en/m/b.md", "en/m/b.md")]
        {
            assert_eq!(relative(&SourcePath::new(from), &SourcePath::new(to)), expected);
        }
    }
}
