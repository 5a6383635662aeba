//! A document in one line, for reading.

use alforja::model::{Block, ContainerKind, FieldKind, Gap, HtmlTag, Inline, Question, QuestionKind, Quiz, TagPart};

pub(crate) fn of(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn list<T>(items: &[T], each: impl Fn(&T) -> String) -> String {
    items.iter().map(each).collect::<Vec<_>>().join("; ")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, id, content, .. } => format!("h{level}#{id}({})", inlines(content)),
        Block::Paragraph(content) => format!("p({})", inlines(content)),
        Block::Plain(content) => format!("({})", inlines(content)),
        Block::List { start, items } => {
            let name = if start.is_some() { "ol" } else { "ul" };
            let item = |item: &alforja::model::ListItem| {
                let task = item.task.as_ref().map_or(String::new(), |task| {
                    let field = task.field.map_or(String::new(), |field| field.to_string());
                    format!("[{}{field}]", if task.ticked { "x" } else { "" })
                });
                format!("{task}{}", of(&item.content))
            };
            format!("{name}({})", list(items, item))
        }
        Block::Quote(inner) => format!("quote({})", of(inner)),
        Block::Callout(kind, inner) => format!("{}({})", kind.name(), of(inner)),
        Block::Code(code) => {
            format!("code:{}{:?}({:?})", code.language.as_deref().unwrap_or(""), code.marked, code.text)
        }
        Block::Table(table) => {
            let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| inlines(cell)).collect::<Vec<_>>().join("|");
            format!("table({}/{})", row(&table.head), list(&table.rows, row))
        }
        Block::Definitions(definitions) => {
            let one = |definition: &alforja::model::Definition| {
                let meanings: Vec<String> = definition.meanings.iter().map(|meaning| of(meaning)).collect();
                format!("{}={}", list(&definition.terms, |term| inlines(term)), meanings.join("+"))
            };
            format!("dl({})", list(definitions, one))
        }
        Block::Math(tex, _) => format!("math({tex})"),
        Block::Rule => "rule".to_owned(),
        Block::Media { media, caption, figure, link } => {
            let link = link.map_or(String::new(), |link| format!(" link{}", link.0));
            let figure = match *figure == alforja::model::Figure::default() {
                true => String::new(),
                false => format!(" {:?} {:?}", figure.width, figure.side),
            };
            format!("media{}({}{figure}{link})", media.0, caption.as_deref().unwrap_or(""))
        }
        Block::Html(tag) => html(tag),
        Block::HtmlText(text) => format!("text({text})"),
        Block::Quiz(quiz) => outline_quiz(quiz),
        Block::Container(container) => {
            let id = container.id.as_deref().map_or(String::new(), |id| format!("#{id}"));
            format!("{}{id}({})", kind(&container.kind), of(&container.content))
        }
    }
}

fn kind(kind: &ContainerKind) -> String {
    match kind {
        ContainerKind::Details { summary } => format!("details<{}>", inlines(summary)),
        ContainerKind::Passage(lang) => format!("passage<{lang}>"),
        kind => format!("{kind:?}").to_lowercase().replace('"', "'"),
    }
}

fn outline_quiz(quiz: &Quiz) -> String {
    let name = format!("{:?}", quiz.kind).to_lowercase();
    let mut parts = Vec::new();
    if !quiz.introduction.is_empty() {
        parts.push(of(&quiz.introduction));
    }
    parts.extend(quiz.dimensions.iter().map(|dimension| format!("dimension<{}>", inlines(dimension))));
    parts.extend(quiz.questions.iter().map(question));
    for advice in &quiz.advice {
        let dimension = advice.dimension.map_or(String::new(), |index| format!("@{index}"));
        parts.push(format!("advice{}-{}{dimension}({})", advice.from, advice.to, of(&advice.content)));
    }
    format!("{name}({})", parts.join(" "))
}

pub(crate) fn question(question: &Question) -> String {
    let mut parts = vec![question_kind(&question.kind)];
    let mut add = |name: &str, blocks: &[Block]| {
        if !blocks.is_empty() {
            parts.push(format!("{name}:{}", of(blocks)));
        }
    };
    add("body", &question.body);
    add("explanation", &question.explanation);
    question.hints.iter().for_each(|hint| add("hint", hint));
    add("right", &question.right);
    for wrong in &question.wrong {
        add(&format!("wrong<{}>", wrong.answer.as_deref().unwrap_or("")), &wrong.content);
    }
    let id = question.id.as_deref().map_or(String::new(), |id| format!("#{id}"));
    let dimension = question.dimension.map_or(String::new(), |index| format!("@{index}"));
    format!("Q{}{id}{dimension}<{}>{{{}}}", question.number, inlines(&question.prompt), parts.join(" "))
}

fn question_kind(kind: &QuestionKind) -> String {
    match kind {
        QuestionKind::Choice { rule, choices } => {
            let one = |choice: &alforja::model::Choice| {
                let feedback = match choice.feedback.is_empty() {
                    true => String::new(),
                    false => format!(" > {}", of(&choice.feedback)),
                };
                format!("{}{}{feedback}", if choice.right { "x " } else { "" }, of(&choice.content))
            };
            format!("{}[{}]", format!("{rule:?}").to_lowercase(), list(choices, one))
        }
        QuestionKind::Gaps(gaps) => format!("gaps[{}]", list(gaps, gap)),
        QuestionKind::Order(items) => format!("order[{}]", list(items, |item| of(item))),
        QuestionKind::Match { heads, pairs } => {
            let pairs = list(pairs, |pair| format!("{}={}", inlines(&pair.left), inlines(&pair.right)));
            format!("match[{}|{}: {pairs}]", inlines(&heads[0]), inlines(&heads[1]))
        }
        QuestionKind::Open { model_answer } => format!("open[{}]", of(model_answer)),
        QuestionKind::Scale(labels) => format!("scale[{}]", list(labels, |label| inlines(label))),
    }
}

fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Text(spellings) => spellings.join("/"),
        Gap::Number(range) => format!("{}..{}", range.from.as_f64(), range.to.as_f64()),
        Gap::Choice(options) => {
            let option = |option: &alforja::model::GapOption| match option.right {
                true => format!("({})", option.text),
                false => option.text.clone(),
            };
            options.iter().map(option).collect::<Vec<_>>().join("/")
        }
    }
}

fn inlines(content: &[Inline]) -> String {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.to_string(),
        Inline::Code(code) => format!("`{code}`"),
        Inline::Emphasis(inner) => format!("em({})", inlines(inner)),
        Inline::Strong(inner) => format!("strong({})", inlines(inner)),
        Inline::Strikethrough(inner) => format!("del({})", inlines(inner)),
        Inline::Superscript(inner) => format!("sup({})", inlines(inner)),
        Inline::Subscript(inner) => format!("sub({})", inlines(inner)),
        Inline::Math(tex, _) => format!("math({tex})"),
        Inline::Link(link) => format!("a{}({})", link.index.0, inlines(&link.content)),
        Inline::Media { media, .. } => format!("img{}", media.0),
        Inline::Passage(passage) => format!("{}({})", passage.lang, inlines(&passage.content)),
        Inline::FootnoteMention(number) => format!("fn{number}"),
        Inline::Gap(number) => format!("_{number}_"),
        Inline::Field(field) => match &field.kind {
            FieldKind::Lines(lines) => format!("field{}:lines{lines}", field.number),
            FieldKind::Choice(options) => format!("field{}:{}", field.number, options.join("/")),
            kind => format!("field{}:{}", field.number, format!("{kind:?}").to_lowercase()),
        },
        Inline::Html(tag) => html(tag),
        Inline::SoftBreak => "~".to_owned(),
        Inline::HardBreak => "/".to_owned(),
    }
}

fn html(tag: &HtmlTag) -> String {
    let attributes: String = tag.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
    match tag.part {
        TagPart::Open => format!("<{}{attributes}>", tag.name),
        TagPart::Close => format!("</{}>", tag.name),
        TagPart::Void => format!("<{}{attributes}/>", tag.name),
    }
}
