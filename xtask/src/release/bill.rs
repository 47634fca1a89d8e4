//! The bill of materials: what the page is built from, for programs that look such things up, in the form of `CycloneDX` 1.6
//! (ECMA-424, <https://cyclonedx.org/docs/1.6/json/>).
//!
//! Written over what Cargo says: `cyclonedx-bom` 0.8 depends on sixteen crates, among them a reader of XML and one that draws
//! chance numbers, writes 1.5 at most, and still needs every value found as it is here.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::licences::Font;
use super::packages::{Key, Package, Packages};

/// The bill as a document of JSON, the same every time.
pub(super) fn of_materials(packages: &Packages, fonts: &[Font]) -> String {
    let page = &packages.page;
    let mut components = Vec::new();
    let mut dependencies = Vec::new();
    for (key, package) in &packages.all {
        if key != page {
            components.push(component(key, package));
        }
        let mut uses: Vec<String> = package.uses.iter().map(address).collect();
        if key == page {
            uses.push(standard_library(packages));
            uses.extend(fonts.iter().map(of_font));
        }
        dependencies.push(json!({"ref": address(key), "dependsOn": uses}));
    }
    components.push(json!({
        "type": "library",
        "bom-ref": standard_library(packages),
        "name": "rust-std",
        "version": packages.rust,
        "scope": "required",
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
        "externalReferences": [{"type": "vcs", "url": "https://github.com/rust-lang/rust"}],
    }));
    for font in fonts {
        components.push(json!({
            "type": "file",
            "bom-ref": of_font(font),
            "name": font.name,
            "version": font.version,
            "scope": "required",
            "licenses": [{"license": {"id": "OFL-1.1"}}],
        }));
    }
    let licence = packages
        .all
        .get(page)
        .map(|package| expression(&package.licence));
    let mut bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": address(page),
                "name": page.name,
                "version": page.version,
                "purl": address(page),
                "licenses": [{"expression": licence}],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    // No time and no chance number: the name of the bill follows from what is in it.
    bill["serialNumber"] = Value::from(serial_number(&bill.to_string()));
    format!("{bill:#}\n")
}

fn component(key: &Key, package: &Package) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": address(key),
        "name": key.name,
        "version": key.version,
        // What runs while the page is compiled is not in it.
        "scope": if package.is_for_compiling { "excluded" } else { "required" },
        "licenses": [{"expression": expression(&package.licence)}],
        "purl": address(key),
    });
    if let Some(checksum) = &package.checksum {
        component["hashes"] = json!([{"alg": "SHA-256", "content": checksum}]);
    }
    if !package.repository.is_empty() {
        component["externalReferences"] = json!([{"type": "vcs", "url": package.repository}]);
    }
    component
}

/// The address of a crate in the way of <https://github.com/package-url/purl-spec>, in which a plus is escaped.
fn address(key: &Key) -> String {
    format!("pkg:cargo/{}@{}", key.name, key.version.replace('+', "%2B"))
}

fn standard_library(packages: &Packages) -> String {
    format!("rust-std@{}", packages.rust)
}

fn of_font(font: &Font) -> String {
    format!("font:{}@{}", font.name, font.version)
}

/// The expression of SPDX for a licence; older manifests have a stroke for its `OR`.
fn expression(licence: &str) -> String {
    licence.replace('/', " OR ")
}

/// A UUID of version 8 (RFC 9562, section 5.8) out of a text.
fn serial_number(text: &str) -> String {
    let digest = format!("{:x}", Sha256::digest(text));
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(12, 15),
        part(15, 18),
        part(18, 30)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::command::{cargo, output};
    use crate::release::packages;

    fn read(bill: &str) -> Value {
        serde_json::from_str(bill).unwrap()
    }

    #[test]
    fn a_bill_says_of_each_crate_what_it_is_whose_licence_it_has_and_who_uses_it() {
        let bill = read(&of_materials(&Packages::of_a_test(), &[]));
        assert_eq!(
            bill["metadata"]["component"]["purl"],
            "pkg:cargo/trialpool@1.2.3"
        );
        let inside = &bill["components"][0];
        assert_eq!(inside["name"], "inside");
        assert_eq!(inside["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(inside["hashes"][0]["content"], "ab".repeat(32));
        assert_eq!(inside["scope"], "required");
        assert_eq!(bill["components"][1]["name"], "macro");
        assert_eq!(bill["components"][1]["scope"], "excluded");
        let page = bill["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["ref"] == "pkg:cargo/trialpool@1.2.3")
            .unwrap();
        assert_eq!(
            page["dependsOn"],
            json!([
                "pkg:cargo/inside@1.2.3",
                "pkg:cargo/macro@1.2.3",
                "rust-std@1.95.0"
            ])
        );
    }

    #[test]
    fn the_name_of_a_bill_follows_from_what_is_in_it() {
        let one = Packages::of_a_test();
        let mut other = one.clone();
        other.rust = "1.96.0".to_owned();
        let name = |packages: &Packages| read(&of_materials(packages, &[]))["serialNumber"].clone();
        assert_eq!(name(&one), name(&one.clone()));
        assert_ne!(name(&one), name(&other));
        let form = regex::Regex::new(
            "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$",
        )
        .unwrap();
        assert!(
            form.is_match(name(&one).as_str().unwrap()),
            "{}",
            name(&one)
        );
    }

    #[test]
    fn a_version_with_a_plus_is_escaped_in_an_address() {
        let key = Key {
            name: "toml".to_owned(),
            version: "1.2.1+spec-1.1.0".to_owned(),
        };
        assert_eq!(address(&key), "pkg:cargo/toml@1.2.1%2Bspec-1.1.0");
    }

    #[test]
    fn every_crate_that_cargo_names_for_the_page_is_on_the_bill_and_no_other() {
        let bill = read(&of_materials(&packages::of_the_page().unwrap(), &[]));
        let mut listed = BTreeSet::new();
        for component in bill["components"].as_array().unwrap() {
            if component["name"] != "rust-std" {
                let says = |field: &str| component[field].as_str().unwrap().to_owned();
                assert!(listed.insert(format!("{} v{}", says("name"), says("version"))));
            }
        }
        let asked = "tree --locked --package trialpool --edges normal --target wasm32-unknown-unknown --prefix none";
        let named: BTreeSet<String> = output(&mut cargo(asked))
            .unwrap()
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("trialpool "))
            .map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert!(named.len() > 100);
        assert_eq!(listed, named);
    }
}
