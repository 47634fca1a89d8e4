//! Workbooks as the tests write them, and that the same cells give the same reading in every container.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use trialpool::read::{Choices, Decimal, Opened, Reading, Refusal, Worksheet, file, table, xml};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::files::bytes_of;

/// An archive of these files.
pub(super) fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in files {
        archive.start_file(*name, options).expect("a file begins");
        archive
            .write_all(text.as_bytes())
            .expect("a file is written");
    }
    archive.finish().expect("an archive ends").into_inner()
}

/// A cell as programs save it.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Empty,
    Text(&'static str),
    /// A number as it is stored, and as it is shown.
    Number(&'static str, &'static str),
    /// A day as it is written in ISO 8601, and its number in Excel.
    Date(&'static str, u32),
}

const fn number(digits: &'static str) -> Cell {
    Cell::Number(digits, digits)
}

/// A table with what the containers write in ways of their own: signs of XML, quotation marks, letters beyond ASCII,
/// empty cells, equal neighbours, numbers with an error in the last place, dates.
fn cells() -> Vec<Vec<Cell>> {
    use Cell::{Date, Empty, Number, Text};
    vec![
        vec![
            Text("Study"),
            Text("Year"),
            Text("Dose, mg"),
            Text("Published"),
            Text("Fever events MSC"),
            Text("Fever total MSC"),
            Text("Fever events control"),
            Text("Fever total control"),
            Text("Comment"),
        ],
        vec![
            Text("Müller, \"K.\" & Söhne"),
            number("2001"),
            Number("0.30000000000000004", "0.3"),
            Date("2001-03-25", 36_975),
            number("12"),
            number("40"),
            number("12"),
            number("40"),
            Text("5 < 6; see §3"),
        ],
        vec![Empty; 9],
        vec![
            Text("Smith"),
            number("2003"),
            number("-12.5"),
            Empty,
            number("0"),
            number("31"),
            Empty,
            number("31"),
            Empty,
        ],
        vec![
            Text("Rossi"),
            Empty,
            Empty,
            Date("2025-03-25", 45_741),
            number("7"),
            number("7"),
            number("7"),
            number("7"),
            Text("one two"),
        ],
        vec![
            Text("Ito"),
            number("2010"),
            Empty,
            Empty,
            Text("NR"),
            number("28"),
            Text("4 (14.3%)"),
            number("28"),
            Empty,
        ],
    ]
}

fn shown(cell: Cell) -> &'static str {
    match cell {
        Cell::Empty => "",
        Cell::Text(text) | Cell::Number(_, text) | Cell::Date(text, _) => text,
    }
}

fn delimited(rows: &[Vec<Cell>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| shown(*cell));
        writer.write_record(cells).expect("a row is written");
    }
    String::from_utf8(writer.into_inner().expect("a file ends")).expect("text")
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// A workbook of Excel with one worksheet: texts shared, the rows between its dashes of `styles.xml` those of dates.
fn xlsx(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut texts = String::new();
    let mut shared = 0;
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        let _ = write!(data, "<row r=\"{}\">", row + 1);
        for (letter, cell) in ('A'..).zip(cells) {
            let place = format!("{letter}{}", row + 1);
            let _ = match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) => {
                    let _ = write!(texts, "<si><t>{}</t></si>", escaped(text));
                    shared += 1;
                    write!(data, "<c r=\"{place}\" t=\"s\"><v>{}</v></c>", shared - 1)
                }
                Cell::Number(stored, _) => write!(data, "<c r=\"{place}\"><v>{stored}</v></c>"),
                Cell::Date(_, day) => write!(data, "<c r=\"{place}\" s=\"1\"><v>{day}</v></c>"),
            };
        }
        data.push_str("</row>");
    }
    excel(&format!("<sst>{texts}</sst>"), "", &data)
}

/// The files of a workbook of Excel around these. Format 1 is a date that Excel knows, format 2 one that is described.
pub(super) fn excel(texts: &str, properties: &str, data: &str) -> Vec<u8> {
    zipped(&[
        (
            "xl/workbook.xml",
            &format!(
                "<workbook>{properties}<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd&quot;.&quot;mm\\-yy h:mm\"/></numFmts>\
             <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"16\"/><xf numFmtId=\"164\"/><xf numFmtId=\"20\"/></cellXfs>\
             <dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"yyyy\"/></dxf></dxfs></styleSheet>",
        ),
        ("xl/sharedStrings.xml", texts),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><sheetData>{data}</sheetData></worksheet>"),
        ),
    ])
}

/// A workbook of `LibreOffice` with one table: equal neighbours written once, a million empty rows at its end.
fn ods(rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut data = String::new();
    for cells in rows {
        data.push_str("<table:table-row>");
        for equal in cells.chunk_by(|cell, next| cell == next) {
            let repeated = equal.len();
            let tag = format!("table:table-cell table:number-columns-repeated=\"{repeated}\"");
            let _ = match equal[0] {
                Cell::Empty => write!(data, "<{tag}/>"),
                Cell::Text(text) => write!(
                    data,
                    "<{tag} office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escaped(text)
                ),
                Cell::Number(stored, shown) => write!(
                    data,
                    "<{tag} office:value-type=\"float\" office:value=\"{stored}\"><text:p>{shown}</text:p></table:table-cell>"
                ),
                Cell::Date(day, _) => write!(
                    data,
                    "<{tag} office:value-type=\"date\" office:date-value=\"{day}\"><text:p>25. Mar</text:p></table:table-cell>"
                ),
            };
        }
        data.push_str(
            "<table:table-cell table:number-columns-repeated=\"16375\"/></table:table-row>",
        );
    }
    data.push_str(
        "<table:table-row table:number-rows-repeated=\"1048570\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
    );
    open_document(
        "",
        &format!("<table:table table:name=\"Data\">{data}</table:table>"),
    )
}

/// The files of a workbook of `LibreOffice` around these tables.
pub(super) fn open_document(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content>\
         <office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// The worksheets of a workbook, each with its name.
fn worksheets(bytes: &[u8]) -> Vec<Worksheet> {
    match file(bytes) {
        Ok(Opened::Workbook(worksheets)) => worksheets,
        other => panic!("no workbook: {other:?}"),
    }
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    worksheets(bytes).remove(0).rows
}

/// The reading of a table, whatever stood between its cells.
fn reading(text: &str, choices: &Choices) -> Reading {
    Reading {
        delimiter: trialpool::read::Delimiter::Tab,
        ..table(text, choices)
    }
}

#[test]
fn the_same_cells_give_the_same_reading_in_every_container() {
    let cells = cells();
    let [csv, tsv] = [b',', b'\t'].map(|delimiter| {
        let text = delimited(&cells, delimiter);
        let opened = file(text.as_bytes());
        assert!(matches!(&opened, Ok(Opened::Text(read, _)) if *read == text));
        reading(&text, &Choices::default())
    });
    assert_eq!(csv.decimal, Decimal::Point);
    assert_eq!(csv.review.trials.len(), 4);
    assert_eq!(csv.review.outcomes.len(), 1);
    assert_eq!(tsv, csv);
    for workbook in [xlsx(&cells), ods(&cells)] {
        let text = worksheets(&workbook).remove(0).text();
        assert_eq!(reading(&text, &Worksheet::choices()), csv);
    }
}

#[test]
fn a_cell_that_excel_turned_into_a_date_is_read_as_a_date_and_never_as_a_number() {
    let data = "<row r=\"1\"><c s=\"1\"><v>45741</v></c><c s=\"2\"><v>45741.5625</v></c>\
                <c s=\"3\"><v>0.1423611111111111</v></c><c s=\"0\"><v>45741</v></c><c><v>45741</v></c>\
                <c t=\"d\"><v>2025-03-25T00:00:00</v></c></row>";
    let read = rows(&excel("<sst/>", "", data));
    let date = "2025-03-25";
    assert_eq!(
        read,
        [[date, "2025-03-25 13:30", "03:25", "45741", "45741", date]]
    );
    let from_1904 = "<workbookPr date1904=\"1\"/>";
    let read = rows(&excel(
        "<sst/>",
        from_1904,
        "<row><c s=\"1\"><v>44279</v></c></row>",
    ));
    assert_eq!(read, [[date]]);

    let text =
        format!("Trial\tDrug n/N\tPlacebo n/N\nAlba\t{date}\t2025-05-24\nBoreas\t12/150\t18/148\n");
    let review = table(&text, &Worksheet::choices()).review;
    let reported = review
        .trials
        .iter()
        .flat_map(|trial| trial.records.values());
    let numbers: Vec<String> = reported
        .map(|record| format!("{:?}", record.values))
        .collect();
    assert!(!numbers.concat().contains("Reported(2025)"), "{numbers:#?}");
}

fn tables(bodies: &[(&str, &str)]) -> String {
    let mut tables = String::new();
    for (attributes, rows) in bodies {
        let _ = write!(tables, "<table:table {attributes}>{rows}</table:table>");
    }
    tables
}

#[test]
fn worksheets_of_libre_office_are_read_in_their_order_without_hidden_and_empty_ones() {
    let row = |text: &str| {
        format!(
            "<table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let styles = "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style>\
                  <style:style style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let tables = tables(&[
        ("table:name=\"One\" table:style-name=\"ta1\"", &row("1")),
        ("table:name=\"Hidden\" table:style-name=\"ta2\"", &row("2")),
        ("table:name=\"Empty\"", "<table:table-row/>"),
        ("table:name=\"Three\"", &row("3")),
    ]);
    let linked = format!(
        "{tables}<table:dde-links><table:dde-link><table:table>{}</table:table></table:dde-link></table:dde-links>",
        row("4")
    );
    let read = worksheets(&open_document(styles, &linked));
    let read: Vec<(&str, &str)> = read
        .iter()
        .map(|worksheet| (worksheet.name.as_str(), worksheet.rows[0][0].as_str()))
        .collect();
    assert_eq!(read, [("One", "1"), ("Three", "3")]);
}

#[test]
fn a_cell_of_libre_office_is_its_value_or_its_paragraphs_without_comments_and_pictures() {
    let cells = "<table:table-header-rows><table:table-row>\
        <table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,5 %</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"time\" office:time-value=\"PT03H25M00S\"><text:p>03:25</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\">\
          <office:annotation><dc:creator>x</dc:creator><text:p>a comment</text:p></office:annotation>\
          <text:p>two  <text:span>words<text:s text:c=\"2\"/>a<text:tab/>b</text:span></text:p><text:p>next\n line</text:p>\
          <draw:frame><draw:text-box><text:p>a picture</text:p></draw:text-box></draw:frame></table:table-cell>\
        <table:covered-table-cell office:value-type=\"float\" office:value=\"9\"><text:p>9</text:p></table:covered-table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"7\"/>\
        </table:table-row></table:table-header-rows>";
    let read = rows(&open_document("", &tables(&[("table:name=\"A\"", cells)])));
    assert_eq!(
        read,
        [[
            "0.125",
            "TRUE",
            "03:25",
            "two words  a\tb\nnext line",
            "",
            "7"
        ]]
    );
}

#[test]
fn repetitions_of_filled_cells_are_held_to_the_bounds_of_a_table() {
    let read = |rows: &str| file(&open_document("", &tables(&[("table:name=\"A\"", rows)])));
    let row = |rows: &str, columns: &str, text: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">\
             <table:table-cell table:number-columns-repeated=\"{columns}\"><text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    for [rows, columns] in [
        ["1", "2001"],
        ["100001", "1"],
        ["4294967295", "4294967295"],
        ["18446744073709551615", "18446744073709551615"],
        ["90000", "2000"],
    ] {
        let refused = read(&row(rows, columns, "1"));
        assert_eq!(refused, Err(Refusal::TooMuch), "{rows} {columns}");
    }
    // What is more than any number is no number, and stands once.
    assert!(read(&row("99999999999999999999999", "1", "1")).is_ok());
    let long = "long ".repeat(200_000);
    assert_eq!(read(&row("100", "2000", &long)), Err(Refusal::TooMuch));
    let empty = row("18446744073709551615", "18446744073709551615", "");
    let beyond = format!("{empty}{}", row("1", "1", "1"));
    assert_eq!(read(&beyond), Err(Refusal::TooMuch));
    let Ok(Opened::Workbook(read)) = read(&row("3", "2", "1")) else {
        panic!("a small table is read");
    };
    assert_eq!(read[0].rows, vec![vec!["1"; 2]; 3]);
}

#[test]
fn a_document_of_libre_office_that_is_no_workbook_or_is_locked_is_refused_by_its_kind() {
    let text = "<office:document-content><office:body><office:text/></office:body></office:document-content>";
    assert_eq!(
        file(&zipped(&[("content.xml", text)])),
        Err(Refusal::OtherOffice)
    );
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let locked = zipped(&[
        ("content.xml", "\u{1}\u{2} no XML"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(file(&locked), Err(Refusal::EncryptedWorkbook));
    let locked = zipped(&[("mimetype", ""), ("encrypted-package", "")]);
    assert_eq!(file(&locked), Err(Refusal::EncryptedWorkbook));
    let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><office:document-content/>";
    assert_eq!(
        file(&zipped(&[("content.xml", entities)])),
        Err(Refusal::Xml(xml::Fault::DocumentType))
    );
}

#[test]
fn the_worksheet_in_the_corpus_is_that_of_excel() {
    let [excel, libre_office] =
        ["workbook.xlsx", "workbook.ods"].map(|name| worksheets(&bytes_of(name)));
    assert_eq!(excel, libre_office);
}
