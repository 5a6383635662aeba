//! An export as a spreadsheet: the source in one column, the translation in the next, and beside them what is proposed.
//!
//! What only the program needs stands in a hidden column and on a hidden sheet. The sheet is protected without a password,
//! so that nothing but translations is typed over by accident.

use crate::locale::Catalog;
use crate::translate::form::Form;
use crate::translate::{EntryState, Export};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, ProtectionOptions, Workbook, Worksheet,
    XlsxError,
};

/// The sheet that only the program reads.
pub(super) const HIDDEN: &str = "alforja";
/// The columns.
pub(super) const COLUMN_NAME: u16 = 0;
/// Where in the course it stands, and what it is.
pub(super) const COLUMN_PLACE: u16 = 1;
/// What the source says.
pub(super) const COLUMN_SOURCE: u16 = 2;
/// Its translation.
pub(super) const COLUMN_TRANSLATION: u16 = 3;
/// What is proposed.
pub(super) const COLUMN_PROPOSAL: u16 = 4;

/// Returns an export as a spreadsheet.
pub(super) fn write(export: &Export, catalog: &Catalog) -> Vec<u8> {
    debug_assert_eq!(Form::of_file("a.xlsx"), Some(Form::Xlsx));
    workbook(export, catalog).expect("texts, and names that are ours, make a workbook")
}

fn workbook(export: &Export, catalog: &Catalog) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let sheet = workbook.add_worksheet();
    sheet.set_name(format!("{} → {}", export.from, export.to))?;
    if export.to.direction() == crate::locale::Direction::RightToLeft {
        sheet.set_right_to_left(true);
    }
    fill(sheet, export, catalog)?;
    let hidden = workbook.add_worksheet();
    hidden.set_name(HIDDEN)?;
    hidden.set_hidden(true);
    let rows = [("course", export.course.as_str()), ("from", export.from.as_str()), ("to", export.to.as_str())];
    let pages = export.pages.iter().map(|page| (page.path.as_str(), page.basis.as_str()));
    for (row, (name, value)) in (0..).zip(rows.into_iter().chain(pages)) {
        hidden.write_string(row, 0, name)?;
        hidden.write_string(row, 1, value)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, export: &Export, catalog: &Catalog) -> Result<(), XlsxError> {
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let quiet = text.clone().set_font_color(Color::RGB(0x0059_5959));
    let open = text.clone().set_unlocked().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x00BF_BFBF));
    let todo = open.clone().set_background_color(Color::RGB(0x00FF_F4CC));
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in
        [(COLUMN_NAME, 12), (COLUMN_PLACE, 22), (COLUMN_SOURCE, 60), (COLUMN_TRANSLATION, 60), (COLUMN_PROPOSAL, 50)]
    {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_column_hidden(COLUMN_NAME)?;
    let titles = [
        (COLUMN_PLACE, catalog.text("translate.column-place").to_owned()),
        (COLUMN_SOURCE, format!("{} ({})", catalog.text("translate.column-source"), export.from)),
        (COLUMN_TRANSLATION, format!("{} ({})", catalog.text("translate.column-translation"), export.to)),
        (COLUMN_PROPOSAL, catalog.text("translate.column-proposal").to_owned()),
    ];
    for (column, title) in titles {
        sheet.write_string_with_format(0, column, title, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 1;
    for page in &export.pages {
        for entry in &page.entries {
            let kind = format!("translate.kind-{}", entry.kind.name());
            sheet.write_string(row, COLUMN_NAME, format!("{}#{}", page.path, entry.id))?;
            sheet.write_string_with_format(
                row,
                COLUMN_PLACE,
                format!("{}\n{}:{}", catalog.text(&kind), page.path, entry.line),
                &quiet,
            )?;
            sheet.write_string_with_format(row, COLUMN_SOURCE, &entry.source, &text)?;
            let format = if entry.state == EntryState::Done { &open } else { &todo };
            match entry.done() {
                Some(done) => sheet.write_string_with_format(row, COLUMN_TRANSLATION, done, format)?,
                None => sheet.write_blank(row, COLUMN_TRANSLATION, format)?,
            };
            if let Some(proposal) = entry.proposal().filter(|_| entry.state != EntryState::Done) {
                let told = match entry.state {
                    EntryState::Outdated => format!("{}: {proposal}", catalog.text("translate.before")),
                    _ => format!("{} %: {proposal}", entry.suggestions.first().map_or(0, |first| first.percent)),
                };
                sheet.write_string_with_format(row, COLUMN_PROPOSAL, told, &quiet)?;
            }
            row += 1;
        }
    }
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}
