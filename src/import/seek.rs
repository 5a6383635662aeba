//! Ways through a tree, for importers of documents.

use crate::import::xml::Element;

impl Element {
    /// Returns the first element that is reached by these names, one inside the other.
    pub(in crate::import) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Returns the first element `name` at any depth.
    pub(in crate::import) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// Returns every element at any depth for which `wanted` holds, in their order; none inside another.
    pub(in crate::import) fn matching<'a>(&'a self, wanted: &dyn Fn(&Self) -> bool) -> Vec<&'a Self> {
        let mut found = Vec::new();
        self.gather_matching(wanted, &mut found);
        found
    }

    fn gather_matching<'a>(&'a self, wanted: &dyn Fn(&Self) -> bool, found: &mut Vec<&'a Self>) {
        for child in self.elements() {
            if wanted(child) {
                found.push(child);
            } else {
                child.gather_matching(wanted, found);
            }
        }
    }
}
