//! A server of files for this machine alone: `cargo xtask serve`, and what the end-to-end tests open.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

use crate::headers::Rules;
use crate::problem::Problem;
use crate::{dist, place, size};

/// The port that is tried first, so that the address, and with it what the browser keeps for it, stays the same.
const USUAL_PORT: u16 = 8484;

/// `cargo xtask serve [--port N]`: builds the page and serves it until the command is stopped.
pub(crate) fn command(options: &[String]) -> Result<(), Problem> {
    let wanted = wanted_port(options)?;
    dist::build()?;
    size::print(&place::dist())?;
    let listener = listen(wanted)?;
    let address = listener.local_addr().map_err(|error| no_port(&error))?;
    println!("Trialpool is at http://{address}/ (Ctrl+C stops it)");
    let rules = Rules::default();
    serve(&listener, &place::dist(), &rules, &|_| Served::AsItIs);
    Ok(())
}

/// How a request is answered; all but the first as servers do that have something wrong with them.
#[derive(Debug, Clone, Copy)]
pub enum Served {
    /// With the file.
    AsItIs,
    /// As if the file were missing.
    Missing,
    /// With the first half of the file, as if that were all.
    Cut,
    /// With the first half of the file, and then the connection ends.
    BrokenOff,
    /// With the file under another media type.
    As(&'static str),
    /// Not at all.
    Never,
}

/// Serves a folder in the background on a port of its own, until this program ends, and asks `answer` about the address
/// of each request, such as `/index.html`; gives back the address of the server.
///
/// # Errors
///
/// Fails where no port can be listened on.
pub fn in_background(
    folder: PathBuf,
    answer: impl Fn(&str) -> Served + Clone + Send + 'static,
) -> Result<String, Problem> {
    in_background_with(folder, Rules::default(), answer)
}

/// The same, with the headers that a host was told to send.
///
/// # Errors
///
/// Fails where no port can be listened on.
pub fn in_background_with(
    folder: PathBuf,
    rules: Rules,
    answer: impl Fn(&str) -> Served + Clone + Send + 'static,
) -> Result<String, Problem> {
    let listener = listen(Some(0))?;
    let address = listener.local_addr().map_err(|error| no_port(&error))?;
    thread::spawn(move || serve(&listener, &folder, &rules, &answer));
    Ok(format!("http://{address}/"))
}

fn wanted_port(options: &[String]) -> Result<Option<u16>, Problem> {
    let number = match options {
        [] => return Ok(None),
        [option, number] if option == "--port" => number.parse().ok(),
        _ => None,
    };
    number.map(Some).ok_or_else(|| {
        Problem::new(
            format!("`{}` is not understood.", options.join(" ")),
            "The only option is `--port` and a number up to 65535.",
        )
    })
}

/// Listens on the wanted port, or else on the usual one or any free one.
fn listen(wanted: Option<u16>) -> Result<TcpListener, Problem> {
    let on = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    match wanted {
        Some(port) => on(port).map_err(|error| {
            Problem::new(
                format!("Port {port} cannot be used: {error}."),
                "Name another one, or none for any that is free.",
            )
        }),
        None => on(USUAL_PORT)
            .or_else(|_| on(0))
            .map_err(|error| no_port(&error)),
    }
}

fn no_port(error: &io::Error) -> Problem {
    Problem::new(
        format!("No port of this machine can be listened on: {error}."),
        "Try again where local servers are allowed.",
    )
}

/// Answers requests for the files of a folder, each connection on a thread of its own, as long as the listener lives.
fn serve(
    listener: &TcpListener,
    folder: &Path,
    rules: &Rules,
    answer: &(impl Fn(&str) -> Served + Clone + Send + 'static),
) {
    for connection in listener.incoming().flatten() {
        let (folder, rules, answer) = (folder.to_path_buf(), rules.clone(), answer.clone());
        // A browser that goes away in the middle of an answer is no failure of ours.
        thread::spawn(move || reply(&connection, &folder, &rules, &answer).ok());
    }
}

/// Answers the one request of a connection.
fn reply(
    mut connection: &TcpStream,
    folder: &Path,
    rules: &Rules,
    answer: &impl Fn(&str) -> Served,
) -> io::Result<()> {
    let mut reader = BufReader::new(connection);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split_whitespace();
    let method = words.next().unwrap_or_default();
    let address = words.next().unwrap_or_default();
    let served = answer(address);
    let found =
        file(folder, address).and_then(|path| Some((media_type(&path), fs::read(&path).ok()?)));
    let (status, media_type, bytes) = match (method, served, found) {
        (_, Served::Never, _) => return wait_for_the_end(connection),
        ("GET" | "HEAD", Served::Missing, _) | ("GET" | "HEAD", _, None) => {
            ("404 Not Found", "text/plain", b"Not found.".to_vec())
        }
        ("GET" | "HEAD", Served::As(other), Some((_, bytes))) => ("200 OK", other, bytes),
        ("GET" | "HEAD", _, Some((media_type, bytes))) => ("200 OK", media_type, bytes),
        _ => (
            "405 Method Not Allowed",
            "text/plain",
            b"Only GET and HEAD.".to_vec(),
        ),
    };
    let half = bytes.len() / 2;
    let (length, sent) = match served {
        Served::Cut => (half, half),
        Served::BrokenOff => (bytes.len(), half),
        _ => (bytes.len(), bytes.len()),
    };
    let mut head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nConnection: close\r\n"
    );
    for (name, value) in with_ours(rules.of(address)) {
        head.extend([&name, ": ", &value, "\r\n"]);
    }
    write!(connection, "{head}\r\n")?;
    if method != "HEAD" {
        connection.write_all(&bytes[..sent])?;
    }
    connection.flush()
}

/// The headers of a host, and where it has none of these names, those of this server: a page built a minute later has the
/// same address, and nothing may be taken from an earlier visit.
fn with_ours(mut sent: Vec<(String, String)>) -> Vec<(String, String)> {
    for (name, value) in [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        if sent.iter().all(|(known, _)| known != name) {
            sent.push((name.to_owned(), value.to_owned()));
        }
    }
    sent
}

/// Says nothing until the browser goes away.
fn wait_for_the_end(mut connection: &TcpStream) -> io::Result<()> {
    connection.read(&mut [0]).map(drop)
}

/// The file that an address names; nothing for one that would lead out of the folder.
fn file(folder: &Path, address: &str) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let index = if path.is_empty() || path.ends_with('/') {
        "index.html"
    } else {
        ""
    };
    let path = format!("{path}{index}");
    let path = Path::new(&path);
    path.components()
        .all(|component| matches!(component, Component::Normal(_)))
        .then(|| folder.join(path))
}

/// The media type of a file of the page, by its ending.
pub(crate) fn media_type(path: &Path) -> &'static str {
    match path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let folder = Path::new("dist");
        assert_eq!(file(folder, "/"), Some(folder.join("index.html")));
        assert_eq!(
            file(folder, "/fonts/a.woff2?v=1"),
            Some(folder.join("fonts/a.woff2"))
        );
        assert_eq!(
            file(folder, "/handbook/"),
            Some(folder.join("handbook/index.html"))
        );
        for address in ["/../Cargo.toml", "//etc/passwd", "/a/../../b", "a"] {
            assert_eq!(file(folder, address), None, "{address}");
        }
    }

    #[test]
    fn a_module_is_served_under_the_type_that_compile_streaming_demands() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
    }

    #[test]
    fn a_taken_port_is_replaced_by_a_free_one_unless_it_was_asked_for() {
        let taken = listen(None).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(listen(None).is_ok());
        assert!(listen(Some(port)).is_err());
    }

    #[test]
    fn an_option_that_is_not_known_is_refused() {
        let options = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(wanted_port(&options("")), Ok(None));
        assert_eq!(wanted_port(&options("--port 9000")), Ok(Some(9000)));
        assert!(wanted_port(&options("--port many")).is_err());
        assert!(wanted_port(&options("--open")).is_err());
    }
}
