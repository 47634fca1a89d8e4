use std::io::Read as _;

use flate2::Compression;
use flate2::read::ZlibEncoder;
use proptest::prelude::*;
use trialpool::project::share::{CARRIERS, LinkError, MOST_LETTERS, PREFIX, link, open_link};
use trialpool::project::{
    Project, RestoreError, link_error_sentence, link_sentence, link_too_long_sentence,
};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::random_cases::cases;
use super::small_project;

#[test]
fn every_example_fits_into_a_link_and_comes_out_unchanged() {
    for example in examples::all() {
        let project = Project::of(example.review());
        let link = link(&project).unwrap();
        assert!(link.letters() <= MOST_LETTERS);
        let opened = open_link(&format!("#{}", link.fragment)).unwrap();
        assert_eq!(opened.project, project);
        assert_eq!(opened.mended, []);
    }
}

#[test]
fn a_link_holds_only_letters_that_nothing_on_its_way_changes() {
    let link = link(&small_project()).unwrap();
    let letters = link.fragment.strip_prefix(PREFIX).unwrap();
    assert!(
        letters
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
    );
}

#[test]
fn a_link_says_its_length_and_which_programs_cut_it() {
    let said = |letters| link_sentence(letters, Locale::DecimalPoint);
    let short = said(812);
    assert!(short.contains("812 letters") && short.contains("No program that we know of cuts"));
    for carrier in CARRIERS {
        let named = |text: &str| text.contains(carrier.name.text());
        assert!(!named(&said(carrier.letters)), "{}", said(carrier.letters));
        let beyond = said(carrier.letters + 1);
        assert!(
            named(&beyond) && beyond.contains("A file has no such limit"),
            "{beyond}"
        );
    }
    assert!(
        CARRIERS
            .windows(2)
            .all(|pair| pair[0].letters <= pair[1].letters)
    );
    assert!(
        CARRIERS
            .iter()
            .all(|carrier| carrier.letters < MOST_LETTERS)
    );
    assert!(said(9_412).contains("Outlook for Windows (1,024), Discord (2,000)"));
}

#[test]
fn a_review_that_is_too_long_for_a_link_is_refused_with_the_length() {
    let mut project = small_project();
    // Letters without a pattern, which compression cannot shorten.
    let mut state = 1_u64;
    for number in 0..40 {
        let noise: String = (0..2_000)
            .map(|_| {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1);
                char::from(33 + u8::try_from((state >> 33) % 90).unwrap())
            })
            .collect();
        let mut trial = project.review.trials[0].as_ref().clone();
        trial.id = trialpool::data::TrialId(1_000 + number);
        trial.name = noise;
        project.review.trials.push(trial.into());
    }
    let refused = link(&project).unwrap_err();
    assert!(refused.letters > MOST_LETTERS);
    let text = link_too_long_sentence(refused, Locale::DecimalPoint);
    assert!(text.contains("32,000"), "{text}");
}

#[test]
fn a_link_that_was_cut_or_changed_is_told_from_one_without_a_review() {
    let link = link(&small_project()).unwrap().fragment;
    for nothing in ["", "#", "#outcome-3", "#review", "review"] {
        assert_eq!(open_link(nothing), Err(LinkError::NoReview), "{nothing}");
    }
    for cut in [
        link[..link.len() - 1].to_owned(),
        link[..link.len() / 2].to_owned(),
        link.replacen('=', "=A", 1),
        format!("{link}!"),
        PREFIX.to_owned(),
        format!("{PREFIX}A"),
    ] {
        let opened = open_link(&cut);
        assert_eq!(opened, Err(LinkError::Damaged), "{cut}");
        let text = link_error_sentence(&opened.unwrap_err(), Locale::DecimalPoint);
        assert!(text.ends_with("or for the file."));
    }
}

#[test]
fn a_link_that_would_unfold_to_a_flood_is_refused() {
    let flood = vec![b' '; 64 * 1024 * 1024];
    let mut compressed = Vec::new();
    ZlibEncoder::new(flood.as_slice(), Compression::best())
        .read_to_end(&mut compressed)
        .unwrap();
    let fragment = format!("{PREFIX}{}", base64url(&compressed));
    let opened = open_link(&fragment);
    assert!(
        matches!(
            opened,
            Err(LinkError::Damaged | LinkError::Document(RestoreError::TooLarge(_)))
        ),
        "{opened:?}"
    );
}

#[test]
fn letters_stand_for_bytes_as_rfc_4648_has_them() {
    for (bytes, letters) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64url(bytes.as_bytes()), letters);
    }
}

/// An encoder of its own, by bits, so that the one under test is not asked about itself.
fn base64url(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('A'..='Z')
        .chain('a'..='z')
        .chain('0'..='9')
        .chain(['-', '_'])
        .collect();
    let bits: Vec<bool> = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
        .collect();
    bits.chunks(6)
        .map(|sextet| {
            let value = (0..6).fold(0, |value, bit| {
                value * 2 + usize::from(sextet.get(bit).copied().unwrap_or(false))
            });
            alphabet[value]
        })
        .collect()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn what_fits_into_a_link_comes_out_of_it(project in super::random::project()) {
        if let Ok(link) = link(&project) {
            prop_assert_eq!(open_link(&link.fragment).unwrap().project, project);
        }
    }

    #[test]
    fn no_fragment_makes_opening_panic(fragment in "\\PC{0,80}", letters in "[A-Za-z0-9_-]{0,80}") {
        let _ = open_link(&fragment);
        let _ = open_link(&format!("{PREFIX}{letters}"));
        let _ = open_link(&format!("#{PREFIX}eJ{letters}"));
    }
}
