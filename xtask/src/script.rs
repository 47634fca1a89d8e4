//! The script that starts the page, as it is shipped: without the comments, which are a third of its weight and stand in
//! the repository.

use std::fs;
use std::path::Path;

use crate::problem::Problem;

/// Takes the lines that are comments out of a script.
pub(crate) fn leave_comments_out(path: &Path) -> Result<(), Problem> {
    let script = fs::read_to_string(path).map_err(|error| Problem::file("read", path, &error))?;
    fs::write(path, without_comments(&script)).map_err(|error| Problem::file("write", path, &error))
}

fn without_comments(script: &str) -> String {
    let is_said = |line: &&str| !line.is_empty() && !line.starts_with("//");
    let mut written = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(is_said) {
        written.push_str(line);
        written.push('\n');
    }
    written
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn whole_lines_of_comment_go_and_addresses_stay() {
        let script = "// Head\n\n  const home = \"https://example.org\"; // beside it\n  // why\n  go(home);\n";
        assert_eq!(
            without_comments(script),
            "const home = \"https://example.org\"; // beside it\ngo(home);\n"
        );
    }
}
