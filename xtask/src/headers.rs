//! Files named `_headers`, by which hosts such as Netlify and Cloudflare Pages are told what to send with each file. The
//! server of this machine sends the same, so that the page is tested under them.

use crate::problem::Problem;

/// What is sent with which files: patterns of addresses, each with its headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules(Vec<(String, Vec<(String, String)>)>);

impl Rules {
    /// Reads the text of such a file: a pattern at the beginning of a line, under it `Name: value` on lines that are set in.
    ///
    /// # Errors
    ///
    /// Fails, with the number of the line, where a line is neither, or where a pattern has its star elsewhere than at its end,
    /// where not every host knows it.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for (position, line) in text.lines().enumerate() {
            let wrong = |what: &str| {
                Problem::new(
                    format!(
                        "Line {} of _headers {what}: `{}`.",
                        position + 1,
                        line.trim()
                    ),
                    "See docs/hosting.md.",
                )
            };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if !line.starts_with(' ') {
                if !line.starts_with('/') {
                    return Err(wrong("does not begin with a stroke"));
                }
                if line.trim_end_matches('*').contains('*') || line.ends_with("**") {
                    return Err(wrong("has a star before its end"));
                }
                rules.push((line.trim_end().to_owned(), Vec::new()));
                continue;
            }
            let (name, value) = line
                .trim()
                .split_once(": ")
                .ok_or_else(|| wrong("is no header"))?;
            let (_, headers) = rules
                .last_mut()
                .ok_or_else(|| wrong("stands under no address"))?;
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        Ok(Self(rules))
    }

    /// What is sent with the file of an address: of all patterns that fit; values of one name are joined by a comma, as the
    /// hosts do.
    #[must_use]
    pub fn of(&self, address: &str) -> Vec<(String, String)> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let mut sent: Vec<(String, String)> = Vec::new();
        for (_, headers) in self.0.iter().filter(|(pattern, _)| fits(pattern, path)) {
            for (name, value) in headers {
                match sent.iter_mut().find(|(known, _)| known == name) {
                    Some((_, joined)) => joined.extend([", ", value]),
                    None => sent.push((name.clone(), value.clone())),
                }
            }
        }
        sent
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == pattern,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;
    use crate::place::{self, Scratch};
    use crate::serve::{self, Served};

    fn committed(name: &str) -> String {
        fs::read_to_string(place::root().join("docs/hosting").join(name)).unwrap()
    }

    fn rules() -> Rules {
        Rules::read(&committed("_headers")).unwrap()
    }

    /// The policy that the page brings along.
    fn policy_of_the_page() -> String {
        let index = fs::read_to_string(place::root().join("index.html")).unwrap();
        let (_, rest) = index
            .split_once("http-equiv=\"Content-Security-Policy\" content=\"")
            .unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    }

    #[test]
    fn every_pattern_that_fits_is_sent_and_values_of_one_name_are_joined() {
        let text = "# A remark\n/*\n  A: 1\n  B: 2\n\n/fonts/*\n  B: 3\n/\n  C: x: y\n";
        let rules = Rules::read(text).unwrap();
        let sent = |address: &str| {
            let sent = rules.of(address);
            sent.into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(sent("/fonts/a.woff2"), ["A=1", "B=2, 3"]);
        assert_eq!(sent("/?a"), ["A=1", "B=2", "C=x: y"]);
        assert_eq!(sent("/index.html"), ["A=1", "B=2"]);
    }

    #[test]
    fn a_line_that_is_not_understood_is_named() {
        for (text, words) in [
            ("/*\n  A\n", "Line 2 of _headers is no header"),
            ("  A: 1\n", "Line 1 of _headers stands under no address"),
            ("index.html\n", "does not begin with a stroke"),
            ("/style-*.css\n", "has a star before its end"),
        ] {
            let problem = Rules::read(text).unwrap_err().to_string();
            assert!(problem.contains(words), "{problem}");
        }
    }

    #[test]
    fn the_policy_of_the_header_is_that_of_the_page_and_who_may_frame_it() {
        let joined = format!("frame-ancestors 'self', {}", policy_of_the_page());
        for (address, expected) in [
            ("/", joined.as_str()),
            ("/index.html", &joined),
            // Both bring a policy of their own.
            ("/trialpool.html", "frame-ancestors 'self'"),
            ("/handbook/index.html", "frame-ancestors 'self'"),
            ("/service-worker.js", "frame-ancestors 'self'"),
        ] {
            let sent = rules().of(address);
            let policy = sent
                .iter()
                .find(|(name, _)| name == "Content-Security-Policy");
            assert_eq!(policy.unwrap().1, expected, "{address}");
        }
    }

    #[test]
    fn no_other_header_is_sent_twice() {
        for address in [
            "/",
            "/index.html",
            "/fonts/arimo-bold.woff2",
            "/boot.js",
            "/a.wasm",
        ] {
            for (name, value) in rules().of(address) {
                let is_a_list = [
                    "Permissions-Policy",
                    "Content-Security-Policy",
                    "Cache-Control",
                ];
                assert!(
                    is_a_list.contains(&name.as_str()) || !value.contains(", "),
                    "{name}: {value}"
                );
                let both = value.contains("no-cache") && value.contains("max-age");
                assert!(!both, "{address} is both kept and not kept: {value}");
            }
        }
    }

    #[test]
    fn the_server_of_this_machine_sends_every_header_of_the_file() {
        let scratch = Scratch::new("headers");
        let folder = scratch.folder("page");
        fs::create_dir_all(folder.join("fonts")).unwrap();
        for name in ["index.html", "boot.js", "fonts/a.woff2"] {
            fs::write(folder.join(name), "text").unwrap();
        }
        let server = serve::in_background_with(folder, rules(), |_| Served::AsItIs).unwrap();
        let address = server.trim_start_matches("http://").trim_end_matches('/');
        for path in ["/", "/index.html", "/boot.js", "/fonts/a.woff2"] {
            let mut connection = TcpStream::connect(address).unwrap();
            write!(connection, "GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(
                head.starts_with("HTTP/1.1 200") && body == "text",
                "{answer}"
            );
            let expected = rules().of(path);
            assert!(expected.len() >= 7, "{path}");
            for (name, value) in expected {
                let line = format!("{name}: {value}");
                assert_eq!(
                    head.lines().filter(|sent| *sent == line).count(),
                    1,
                    "{line}\n{head}"
                );
            }
        }
    }

    #[test]
    fn the_files_for_the_other_servers_send_the_same() {
        let policy = policy_of_the_page();
        for name in ["nginx.conf", ".htaccess", "Caddyfile"] {
            let text = committed(name);
            for (header, value) in rules().of("/trialpool.html") {
                assert!(text.contains(&header), "{name} lacks {header}");
                assert!(text.contains(&value), "{name} lacks {value}");
            }
            assert!(
                text.contains(&policy),
                "{name} lacks the policy of the page"
            );
        }
    }
}
