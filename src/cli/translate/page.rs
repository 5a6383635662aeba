//! How far courses are translated, as a page that a browser shows without anything else.

use crate::cli::translate::table::{cell, headline, state_key, summary, todo};
use crate::locale::Catalog;
use crate::translate::{CourseStatus, PageState};

/// The page's look, light and dark; colour says nothing that a word does not say.
const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:70rem;padding:0 1rem}\
.wide{overflow-x:auto}\
table{border-collapse:collapse}\
th,td{border:1px solid #888;padding:.25rem .6rem;text-align:start;vertical-align:top}\
tbody th{font-weight:normal}\
.missing{background:#8883}.outdated{background:#f5c04255}.current{background:#4a4a0000}\
small{display:block}\
dt{margin-top:.75rem}dd{margin-inline-start:1rem}";

/// Returns the page.
pub(crate) fn html(courses: &[CourseStatus], catalog: &Catalog) -> String {
    let title = escaped(catalog.text("translate.title"));
    let mut told = format!(
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <h1>{title}</h1>\n",
        catalog.lang(),
        catalog.lang().direction().html()
    );
    courses.iter().for_each(|course| course_section(course, catalog, &mut told));
    told
}

fn course_section(course: &CourseStatus, catalog: &Catalog, told: &mut String) {
    told.push_str(&format!("<h2>{}</h2>\n", escaped(&headline(course, catalog))));
    if let Some(absent) = &course.absent_source {
        let of = [("absent", absent.as_str()), ("lang", course.source.as_str())];
        told.push_str(&format!("<p>{}</p>\n", escaped(&catalog.fill("translate.absent-source", &of))));
    }
    told.push_str("<ul>\n");
    for (number, lang) in course.languages.iter().enumerate() {
        told.push_str(&format!("<li>{lang}: {}</li>\n", escaped(&summary(course, number, catalog))));
    }
    told.push_str("</ul>\n<div class=\"wide\"><table>\n<thead><tr><td></td>");
    course.languages.iter().for_each(|lang| told.push_str(&format!("<th scope=\"col\">{lang}</th>")));
    told.push_str("</tr></thead>\n<tbody>\n");
    for page in &course.pages {
        told.push_str(&format!("<tr><th scope=\"row\">{}</th>", escaped(&page.path)));
        for status in &page.languages {
            let work = if status.blocks == 0 { String::new() } else { todo(status.blocks, status.words, catalog) };
            let class = status.state.name();
            told.push_str(&format!(
                "<td class=\"{class}\">{}<small>{}</small></td>",
                escaped(&cell(status, catalog)),
                escaped(&work)
            ));
        }
        told.push_str("</tr>\n");
    }
    told.push_str("</tbody></table></div>\n");
    details(course, catalog, told);
}

fn details(course: &CourseStatus, catalog: &Catalog, told: &mut String) {
    for page in &course.pages {
        for (lang, status) in course.languages.iter().zip(&page.languages) {
            if status.todo.is_empty() || status.state == PageState::Current {
                continue;
            }
            let state = catalog.text(state_key(status.state));
            told.push_str(&format!(
                "<details><summary>{} ({lang}): {}</summary>\n<dl>\n",
                escaped(&status.path),
                escaped(state)
            ));
            for block in &status.todo {
                let kind = format!("translate.kind-{}", block.kind);
                told.push_str(&format!("<dt>{}, {}</dt>\n", escaped(catalog.text(&kind)), block.line));
                told.push_str(&format!("<dd lang=\"{}\">{}</dd>\n", course.source, escaped(&block.source)));
                if let Some(text) = &block.translation {
                    told.push_str(&format!("<dd lang=\"{lang}\">{}</dd>\n", escaped(text)));
                }
            }
            told.push_str("</dl></details>\n");
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
