//! Makes the name of a trial fit: what is too much is cut out of its middle, so that the author, with whom it begins, and the
//! year, by which trials of one author are told apart, both stay: "Gonzalez-Hernandez … 2019".

use super::{ELLIPSIS, Weight, width, wrap};

/// The share of its lines that the end of a name may take, so that its beginning keeps some of them.
const END_SHARE: f64 = 0.6;
/// A beginning cut within a word goes back to the space before that word where it keeps at least this share.
const WHOLE_WORDS: f64 = 0.5;
/// Years that trials are named by.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// Breaks a name into at most `most` lines no wider than `room`, as [`wrap`] does. Where that cuts it, the beginning and the
/// end from the last year on stay, or the last word where there is no year, with an ellipsis between them. At least one line.
#[must_use]
pub fn wrap_name(name: &str, weight: Weight, size: f64, room: f64, most: usize) -> Vec<String> {
    let lines = |text: &str| wrap(text, weight, size, room, most.saturating_add(1));
    let whole = lines(name);
    if whole.len() <= most {
        return whole;
    }
    let name = name.trim();
    // How much of the beginning fits is looked for between nothing and everything, which does not.
    let places: Vec<usize> = name.char_indices().map(|(place, _)| place).collect();
    let beside = |end: &str| {
        let cut =
            |count: usize| shortened(name, places.get(count).copied().unwrap_or_default(), end);
        let (mut fitting, mut beyond) = (0, places.len());
        while beyond - fitting > 1 {
            let middle = usize::midpoint(fitting, beyond);
            if lines(&cut(middle)).len() <= most {
                fitting = middle;
            } else {
                beyond = middle;
            }
        }
        (fitting > 0).then(|| lines(&cut(fitting)))
    };
    let most_of_end = END_SHARE * room * most as f64;
    let ends = ends(name).into_iter();
    let mut ends = ends.filter(|end| width(end, weight, size) <= most_of_end);
    let cut = ends.find_map(beside);
    cut.unwrap_or_else(|| wrap(name, weight, size, room, most))
}

/// The beginning of a name up to a place, an ellipsis, and its end. The beginning ends with a whole word unless too little of it
/// would be left.
fn shortened(name: &str, place: usize, end: &str) -> String {
    let (beginning, rest) = name.split_at_checked(place).unwrap_or((name, ""));
    let within_word = !rest.starts_with(' ') && !beginning.ends_with(' ');
    let words = beginning
        .rfind(' ')
        .filter(|space| within_word && *space as f64 >= WHOLE_WORDS * beginning.len() as f64);
    match words.and_then(|space| beginning.get(..space)) {
        Some(words) => format!("{} {ELLIPSIS} {end}", words.trim_end()),
        None if within_word => format!("{beginning}{ELLIPSIS} {end}"),
        None => format!("{} {ELLIPSIS} {end}", beginning.trim_end()),
    }
}

/// What of the end of a name may stay, the best first: from the last year on, the word with that year alone, the last word.
fn ends(name: &str) -> Vec<&str> {
    let mut ends = Vec::new();
    let mut from = name.len();
    for word in name.rsplit(' ') {
        from = from.saturating_sub(word.len());
        if names_a_year(word) {
            ends.extend(name.get(from..));
            ends.push(word);
            break;
        }
        from = from.saturating_sub(1);
    }
    ends.extend(name.rsplit(' ').next());
    ends.retain(|end| !end.is_empty() && end.len() < name.len());
    ends
}

/// Whether a word holds a year, and no more digits beside it: "2019", "(2019a)", "2019;".
fn names_a_year(word: &str) -> bool {
    let mut numbers = word.split(|sign: char| !sign.is_ascii_digit());
    numbers.any(|digits| {
        digits.len() == 4 && digits.parse().is_ok_and(|year: u32| YEARS.contains(&year))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_one_line(name: &str, em: f64) -> String {
        let lines = wrap_name(name, Weight::Regular, 10.0, 10.0 * em, 1);
        assert_eq!(lines.len(), 1);
        assert!(
            width(&lines[0], Weight::Regular, 10.0) <= 10.0 * em,
            "{lines:?}"
        );
        lines[0].clone()
    }

    #[test]
    fn author_and_year_stay_when_a_name_is_cut() {
        let name = "Gonzalez-Hernandez and the investigators of the second stroke study 2019";
        assert_eq!(in_one_line(name, 14.0), "Gonzalez-Hernandez … 2019");
        let named = "Wang (a multicentre trial in eleven hospitals) 2021b (NCT01234567)";
        assert_eq!(in_one_line(named, 13.0), "Wang (a multicentr… 2021b");
        assert_eq!(in_one_line("Smith 2020", 14.0), "Smith 2020");
    }

    #[test]
    fn what_follows_the_year_stays_where_there_is_room() {
        let name = "Wang and the investigators of a multicentre trial 2021 (low dose)";
        let short = in_one_line(name, 16.0);
        assert!(
            short.starts_with("Wang") && short.ends_with("… 2021 (low dose)"),
            "{short}"
        );
    }

    #[test]
    fn parts_of_one_trial_stay_apart() {
        let name = "CONCERT-HF (Bolli 2021), MSC v placebo";
        let lines = wrap_name(name, Weight::Regular, 10.0, 90.0, 2);
        assert!(
            lines.len() == 2 && lines.join(" ").ends_with("2021), MSC v placebo"),
            "{lines:?}"
        );
    }

    #[test]
    fn without_a_year_the_last_word_stays_and_one_long_word_is_cut_at_its_end() {
        let short = in_one_line(
            "A trial of the treatment of something by something, part two",
            12.0,
        );
        assert!(
            short.starts_with("A trial") && short.ends_with("… two"),
            "{short}"
        );
        let long = in_one_line(&"W".repeat(60), 12.0);
        assert!(long.ends_with(ELLIPSIS));
        let registered = in_one_line("Donaudampfschifffahrtsgesellschaftskapitän 2004", 12.0);
        assert!(
            registered.starts_with("Donaudampf") && registered.ends_with("… 2004"),
            "{registered}"
        );
    }

    #[test]
    fn a_number_of_a_registry_is_no_year() {
        assert!(names_a_year("2019") && names_a_year("(2019a)") && names_a_year("Bolli-2021,"));
        assert!(!names_a_year("NCT20190000") && !names_a_year("1234") && !names_a_year("two"));
    }

    #[test]
    fn names_that_need_no_cut_are_broken_as_other_texts_are() {
        let name = "CONCERT-HF (Bolli 2021)";
        let both = [wrap_name, wrap].map(|wrapped| wrapped(name, Weight::Regular, 9.0, 70.0, 2));
        assert_eq!(both[0], both[1]);
        assert_eq!(both[0].join(" "), name);
        assert_eq!(wrap_name("", Weight::Regular, 9.0, 70.0, 2), [""]);
    }
}
