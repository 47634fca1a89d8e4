//! Writes dates and times of workbooks as text: `2025-03-25`, `2025-03-25 13:30`, `03:25`.
//!
//! Excel stores a date as a number of days and tells it from a count by the cell's number format alone (ECMA-376, part 1,
//! sections 18.8.30 and 18.17.4.1). `LibreOffice` stores ISO 8601.

/// What a number format shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// A number.
    Number,
    /// A day, with or without a time.
    Date,
    /// A time of day, or a length of time.
    Time,
}

impl NumberFormat {
    /// The format of a number that every workbook knows without describing it; those from 27 to 36 and 50 to 58 are the
    /// dates of East Asian languages.
    pub(super) fn built_in(id: usize) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Date,
            18..=21 | 32..=33 | 45..=47 => Self::Time,
            _ => Self::Number,
        }
    }

    /// What a format code shows: by its letters outside of quotation marks, escapes and brackets. Brackets around hours,
    /// minutes or seconds say that these are not counted anew each day, hour or minute.
    pub(super) fn of_code(code: &str) -> Self {
        let (mut date, mut month_or_minute, mut time) = (false, false, false);
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter.to_ascii_lowercase() {
                '"' => while letters.next().is_some_and(|quoted| quoted != '"') {},
                // An escaped letter, one as wide as which a gap is, and one that fills the cell.
                '\\' | '_' | '*' => {
                    letters.next();
                }
                '[' => {
                    let within = letters.by_ref().take_while(|letter| *letter != ']');
                    let within: String = within.map(|letter| letter.to_ascii_lowercase()).collect();
                    let is_length = |unit| !within.is_empty() && within.chars().all(|l| l == unit);
                    time |= ['h', 'm', 's'].into_iter().any(is_length);
                }
                'y' | 'd' => date = true,
                'h' | 's' => time = true,
                'm' => month_or_minute = true,
                _ => {}
            }
        }
        if date || (month_or_minute && !time) {
            Self::Date
        } else if time {
            Self::Time
        } else {
            Self::Number
        }
    }

    /// The stored number as this format means it; `None` where it is a number to the format, or is no date that Excel
    /// knows.
    pub(super) fn written(self, stored: &str, from_1904: bool) -> Option<String> {
        /// The last day that Excel knows: 31 December 9999.
        const LAST: f64 = 2_958_466.0;
        const SECONDS: u64 = 24 * 60 * 60;
        let days = stored.parse::<f64>().ok();
        let days = days.filter(|days| (0.0..LAST).contains(days))?;
        // Below 3 · 10¹¹: the conversion is exact.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let seconds = (days * SECONDS as f64).round() as u64;
        let (day, second) = (seconds / SECONDS, seconds % SECONDS);
        match self {
            Self::Number => None,
            Self::Time => Some(clock(seconds)),
            Self::Date => {
                let date = calendar(day, from_1904);
                Some(if second == 0 {
                    date
                } else {
                    format!("{date} {}", clock(second))
                })
            }
        }
    }
}

/// The date of a day's number. Excel counts from 1900 as if that year had had a 29 February, its day 60; workbooks from
/// old Macs count from 1 January 1904, their day 0.
fn calendar(day: u64, from_1904: bool) -> String {
    /// Gregorian years that begin in March repeat every 400: then the leap day comes last.
    const FOUR_CENTURIES: u64 = 146_097;
    // Days from 1 March of the year 0 to the day before 1 January 1900, and to 1 January 1904.
    const TO_1900: u64 = 693_900;
    const TO_1904: u64 = 695_361;
    let days = match (from_1904, day) {
        (true, day) => TO_1904 + day,
        (false, 60) => return "1900-02-29".to_owned(),
        (false, day @ ..60) => TO_1900 + day,
        (false, day) => TO_1900 + day - 1,
    };
    let (era, day) = (days / FOUR_CENTURIES, days % FOUR_CENTURIES);
    let year = (day - day / 1_460 + day / 36_524 - day / (FOUR_CENTURIES - 1)) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    format!("{:04}-{month:02}-{day:02}", 400 * era + year + later)
}

/// Hours and minutes, and seconds where there are some.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// A date of ISO 8601 as it is written here: `2025-03-25T13:30:00` as `2025-03-25 13:30`.
pub(super) fn iso_date(date: &str) -> String {
    let Some((day, time)) = date.split_once('T') else {
        return date.to_owned();
    };
    let time = time.trim_end_matches('Z');
    let time = match time.split_once('.') {
        Some((whole, "" | "0" | "00" | "000" | "000000000")) => whole,
        _ => time,
    };
    match (time.matches(':').count(), time.strip_suffix(":00")) {
        (2, Some("00:00")) => day.to_owned(),
        (2, Some(without_seconds)) => format!("{day} {without_seconds}"),
        _ => format!("{day} {time}"),
    }
}

/// A length of time of ISO 8601 as it is written here: `PT03H25M00S` as `03:25`. What is none stays as it is.
pub(super) fn iso_time(length: &str) -> String {
    let read = || {
        let (hours, rest) = length.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?;
        let seconds = seconds
            .split_once(['.', ','])
            .map_or(seconds, |(whole, _)| whole);
        let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| {
            let is_short = part.len() < 8;
            super::whole(part).filter(|_| is_short)
        });
        let seconds = (hours? * 60 + minutes?) * 60 + seconds?;
        Some(clock(u64::try_from(seconds).ok()?))
    };
    read().unwrap_or_else(|| length.to_owned())
}

#[cfg(test)]
mod tests {
    use super::NumberFormat::{Date, Number, Time};
    use super::{NumberFormat, iso_date, iso_time};

    #[test]
    fn a_format_code_is_that_of_a_date_by_its_letters_outside_of_quotes_and_brackets() {
        for (code, shown) in [
            ("General", Number),
            ("0.00%", Number),
            ("0.00E+00", Number),
            ("#,##0 \"days\"", Number),
            ("0 \\d", Number),
            ("[Red]-0.0", Number),
            ("[$€-407] 0.00", Number),
            ("_-* #,##0.00_-", Number),
            ("d\\-mmm", Date),
            ("[$-409]d\\-mmm\\-yy;@", Date),
            ("mmm", Date),
            ("yyyy\\-mm\\-dd hh:mm", Date),
            ("h:mm AM/PM", Time),
            ("mm:ss", Time),
            ("[h]:mm", Time),
            ("[mm]", Time),
            ("\"unclosed", Number),
        ] {
            assert_eq!(NumberFormat::of_code(code), shown, "{code}");
        }
    }

    #[test]
    fn stored_days_are_the_dates_that_excel_shows() {
        for (stored, shown) in [
            ("1", "1900-01-01"),
            ("59", "1900-02-28"),
            ("60", "1900-02-29"),
            ("61", "1900-03-01"),
            ("12086", "1933-02-01"),
            ("36525", "1999-12-31"),
            ("36585", "2000-02-29"),
            ("36586", "2000-03-01"),
            ("45741", "2025-03-25"),
            ("45741.5625", "2025-03-25 13:30"),
            ("45741.99999999999", "2025-03-26"),
            ("2958465", "9999-12-31"),
        ] {
            assert_eq!(
                Date.written(stored, false).as_deref(),
                Some(shown),
                "{stored}"
            );
        }
        assert_eq!(Date.written("44279", true).as_deref(), Some("2025-03-25"));
        for unknown in ["-1", "2958466", "NaN", "inf", "text", ""] {
            assert_eq!(Date.written(unknown, false), None, "{unknown}");
        }
        assert_eq!(Number.written("45741", false), None);
    }

    #[test]
    fn times_are_hours_minutes_and_seconds() {
        for (stored, shown) in [
            ("0", "00:00"),
            ("0.1423611111111111", "03:25"),
            ("0.50001157407", "12:00:01"),
            ("1.5", "36:00"),
        ] {
            assert_eq!(
                Time.written(stored, false).as_deref(),
                Some(shown),
                "{stored}"
            );
        }
    }

    #[test]
    fn iso_dates_and_times_are_written_alike() {
        for (iso, shown) in [
            ("2025-03-25", "2025-03-25"),
            ("2025-03-25T00:00:00", "2025-03-25"),
            ("2025-03-25T13:30:00", "2025-03-25 13:30"),
            ("2025-03-25T13:30:05.000000000", "2025-03-25 13:30:05"),
            ("2025-03-25T13:30:00Z", "2025-03-25 13:30"),
        ] {
            assert_eq!(iso_date(iso), shown);
        }
        for (iso, shown) in [
            ("PT03H25M00S", "03:25"),
            ("PT36H00M05.5S", "36:00:05"),
            ("PT", "PT"),
            ("PT99999999999999999999H0M0S", "PT99999999999999999999H0M0S"),
        ] {
            assert_eq!(iso_time(iso), shown);
        }
    }
}
