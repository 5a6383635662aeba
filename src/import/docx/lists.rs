//! Lists that are being read: paragraphs that say how deep they are become items inside each other.

use crate::import::imported::Block;

/// How much further in a list must stand to be inside another, in twentieths of a point.
const NOTICED: i64 = 100;

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// What its list counts with.
    pub(super) counter: String,
    /// How deep it is, from 0.
    pub(super) level: u8,
    /// Its number, where it has one.
    pub(super) number: Option<u64>,
    /// How far its text stands in, in twentieths of a point.
    pub(super) indent: i64,
}

/// The lists that are open, each inside the last item of the one before.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    first: Item,
    items: Vec<Vec<Block>>,
}

impl Open {
    fn goes_on_with(&self, item: &Item) -> bool {
        self.first.level == item.level
            && self.first.number.is_some() == item.number.is_some()
            && (self.first.counter == item.counter || item.number.is_none())
    }

    fn into_block(self) -> Block {
        Block::List { start: self.first.number, items: self.items }
    }
}

impl Lists {
    /// Adds an item; lists that end before it are added to `blocks`.
    pub(super) fn item(&mut self, item: Item, content: Vec<Block>, blocks: &mut Vec<Block>) {
        let own = |open: &Open| open.first.counter == item.counter && open.first.level == item.level;
        let around = self.open.iter().rposition(own);
        // A list of its own that stands further in than the open one is inside it, whatever level it names.
        let is_inside = |last: &Open| {
            let is_deeper = last.first.level < item.level;
            is_deeper || (last.first.counter != item.counter && item.indent > last.first.indent.saturating_add(NOTICED))
        };
        while let Some(last) = self.open.last() {
            let stays = match around {
                Some(at) => self.open.len() <= at + 1,
                None => is_inside(last),
            };
            if stays {
                break;
            }
            if around.is_none() && self.open.len() == 1 && last.goes_on_with(&item) {
                break;
            }
            self.close(blocks);
        }
        if let Some(last) = self.open.last_mut()
            && (around.is_some() || !is_inside(last))
        {
            // A number that does not follow begins a list of its own.
            let follows = item.number.is_none_or(|number| {
                last.first.number.is_some_and(|first| first.saturating_add(last.items.len() as u64) == number)
            });
            if last.goes_on_with(&item) && follows {
                last.first.indent = item.indent;
                last.items.push(content);
                return;
            }
            self.close(blocks);
        }
        self.open.push(Open { first: item, items: vec![content] });
    }

    /// Adds what stands in as far as the text of an open item to that item, and tells whether there is one.
    pub(super) fn goes_on(&mut self, indent: i64, content: &[Block]) -> bool {
        let Some(at) = self.open.iter().rposition(|open| indent > 0 && open.first.indent <= indent) else {
            return false;
        };
        if content.is_empty() {
            return true;
        }
        let mut inner = Vec::new();
        while self.open.len() > at + 1 {
            self.close(&mut inner);
        }
        if let Some(item) = self.open.last_mut().and_then(|open| open.items.last_mut()) {
            item.extend(inner);
            item.extend(content.iter().cloned());
        }
        true
    }

    /// Ends all lists.
    pub(super) fn end(&mut self, blocks: &mut Vec<Block>) {
        while !self.open.is_empty() {
            self.close(blocks);
        }
    }

    fn close(&mut self, blocks: &mut Vec<Block>) {
        let Some(done) = self.open.pop() else { return };
        match self.open.last_mut().and_then(|outer| outer.items.last_mut()) {
            Some(item) => item.push(done.into_block()),
            None => blocks.push(done.into_block()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Lists};
    use crate::import::imported::{Block, Inline};

    fn told(blocks: &[Block]) -> String {
        let parts = blocks.iter().map(|block| match block {
            Block::Paragraph(content) => match content.as_slice() {
                [Inline::Text(words)] => words.clone(),
                _ => String::new(),
            },
            Block::List { start, items } => {
                let items: Vec<String> = items.iter().map(|item| told(item)).collect();
                format!("{}[{}]", start.map_or_else(String::new, |start| start.to_string()), items.join(" "))
            }
            _ => String::new(),
        });
        parts.collect()
    }

    fn check(items: &[(u8, Option<u64>, &str)], expected: &str) {
        let mut lists = Lists::default();
        let mut blocks = Vec::new();
        for (level, number, words) in items {
            let indent = 720 * (i64::from(*level) + 1);
            let item = Item { counter: "1".to_owned(), level: *level, number: *number, indent };
            lists.item(item, vec![Block::Paragraph(vec![Inline::Text((*words).to_owned())])], &mut blocks);
        }
        lists.end(&mut blocks);
        assert_eq!(told(&blocks), expected);
    }

    #[test]
    fn items_stand_inside_each_other() {
        check(&[(0, None, "a"), (1, None, "b"), (1, None, "c"), (0, None, "d")], "[a[b c] d]");
        check(&[(2, None, "a"), (0, None, "b")], "[a][b]");
        check(&[(0, Some(1), "a"), (1, None, "b"), (0, Some(2), "c")], "1[a[b] c]");
        check(&[(0, Some(4), "a"), (0, Some(5), "b"), (0, Some(1), "c")], "4[a b]1[c]");
        check(&[(0, Some(1), "a"), (0, None, "b")], "1[a][b]");
    }

    /// `List Bullet 2` is a list of its own whose only level stands further in.
    #[test]
    fn a_list_that_stands_further_in_is_inside() {
        let mut lists = Lists::default();
        let mut blocks = Vec::new();
        for (counter, indent, words) in [("1", 360, "a"), ("2", 720, "b"), ("3", 1080, "c"), ("1", 360, "d")] {
            let item = Item { counter: counter.to_owned(), level: 0, number: None, indent };
            lists.item(item, vec![Block::Paragraph(vec![Inline::Text(words.to_owned())])], &mut blocks);
        }
        lists.end(&mut blocks);
        assert_eq!(told(&blocks), "[a[b[c]] d]");
    }

    #[test]
    fn a_paragraph_as_far_in_belongs_to_the_item() {
        let mut lists = Lists::default();
        let mut blocks = Vec::new();
        let words = |words: &str| vec![Block::Paragraph(vec![Inline::Text(words.to_owned())])];
        let item =
            |level: u8| Item { counter: "1".to_owned(), level, number: None, indent: 720 * (i64::from(level) + 1) };
        lists.item(item(0), words("a"), &mut blocks);
        lists.item(item(1), words("b"), &mut blocks);
        assert!(lists.goes_on(720, &words("+")));
        assert!(!lists.goes_on(0, &words("-")));
        lists.end(&mut blocks);
        assert_eq!(told(&blocks), "[a[b]+]");
    }
}
