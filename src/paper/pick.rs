//! What sheets are made of: the parts of a book that are handed out by themselves.

use crate::paper::node::{Node, Nodes, Section, rewrite};
use std::collections::{BTreeMap, BTreeSet};

/// Makes every link lead to a place that is there, and lets each place be there once.
pub(crate) fn settle(sections: &mut [Section]) {
    let mut there: BTreeSet<String> = sections.iter().map(|section| section.id.clone()).collect();
    let mut bodies: Vec<&mut Nodes> = sections.iter_mut().flat_map(|one| [&mut one.title, &mut one.body]).collect();
    for body in &mut bodies {
        rewrite(body, &mut |node| match node {
            Node::Anchor { id } => match there.insert(id.clone()) {
                true => vec![Node::Anchor { id }],
                false => Vec::new(),
            },
            other => vec![other],
        });
    }
    for body in &mut bodies {
        unlinked(body, &|id| there.contains(id));
    }
}

/// Takes the links away that lead to places that are not there.
fn unlinked(nodes: &mut Nodes, there: &dyn Fn(&str) -> bool) {
    rewrite(nodes, &mut |node| match node {
        Node::To { id, body, .. } if !there(&id) => {
            let mut body = body;
            unlinked(&mut body, there);
            body
        }
        other => vec![other],
    });
}

/// Returns the footnotes of a book by their ids.
pub(crate) fn notes(sections: &mut [Section]) -> BTreeMap<String, Nodes> {
    let mut notes = BTreeMap::new();
    for section in sections {
        rewrite(&mut section.body, &mut |node| {
            if let Node::Note { id, body } = &node {
                notes.insert(id.clone(), body.clone());
            }
            vec![node]
        });
    }
    notes
}

/// Returns pieces that stand by themselves: no link leads to another place of the book, each footnote is told where it is
/// first mentioned.
pub(crate) fn alone(mut nodes: Nodes, notes: &BTreeMap<String, Nodes>) -> Nodes {
    unlinked(&mut nodes, &|_| false);
    let mut told = BTreeSet::new();
    rewrite(&mut nodes, &mut |node| match node {
        Node::Anchor { .. } => Vec::new(),
        Node::Par { style: Some("to-answer"), .. } => Vec::new(),
        Node::Note { id, body } => {
            told.insert(id.clone());
            vec![Node::Note { id, body }]
        }
        Node::NoteAgain { id } if told.contains(&id) => vec![Node::NoteAgain { id }],
        Node::NoteAgain { id } => match notes.get(&id) {
            Some(body) => {
                told.insert(id.clone());
                vec![Node::Note { id, body: body.clone() }]
            }
            None => Vec::new(),
        },
        other => vec![other],
    });
    nodes
}

/// Returns every piece that `wanted` names, in order; of one inside another only the outer one.
pub(crate) fn all(nodes: &Nodes, wanted: &dyn Fn(&Node) -> bool) -> Nodes {
    let mut found = Vec::new();
    gather(nodes, wanted, &mut found);
    found
}

fn gather(nodes: &[Node], wanted: &dyn Fn(&Node) -> bool, found: &mut Nodes) {
    for node in nodes {
        if wanted(node) {
            found.push(node.clone());
            continue;
        }
        // The children are only looked at: a copy is what lets them be shown.
        match node {
            Node::Boxed { body, .. } | Node::Division { body, .. } | Node::Quote { body } => {
                gather(body, wanted, found);
            }
            Node::List { items, .. } => items.iter().for_each(|item| gather(&item.body, wanted, found)),
            Node::Terms { items, .. } => {
                items.iter().flat_map(|term| &term.meanings).for_each(|body| gather(body, wanted, found));
            }
            _ => {}
        }
    }
}

/// Returns the parts of a book: each with its chapters.
pub(crate) fn parts(sections: &[Section]) -> Vec<(&Section, &[Section])> {
    let mut parts = Vec::new();
    for (index, section) in sections.iter().enumerate().filter(|(_, section)| section.kind == "part") {
        let chapters = sections[index + 1..].iter().take_while(|one| one.kind == "chapter").count();
        parts.push((section, &sections[index + 1..index + 1 + chapters]));
    }
    parts
}
