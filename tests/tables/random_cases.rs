//! How many random cases a test draws.

use proptest::test_runner::Config;

/// As many as the test itself says; where `PROPTEST_CASES` is set, as many as it says, to look further than the suite does.
pub(crate) fn cases(own: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok();
    Config {
        failure_persistence: None,
        ..Config::with_cases(asked.and_then(|asked| asked.parse().ok()).unwrap_or(own))
    }
}
