use trialpool::figure::{Scene, Theme, png};
use trialpool::project::{
    KEYWORD, Project, RestoreError, carried, element_carrying, png_carrying, save, svg_carrying,
};
use trialpool::read::examples;

use super::small_project;

/// One grey pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42,
    0x60, 0x82,
];

fn figure() -> Scene {
    Scene {
        width: 72.0,
        height: 36.0,
        title: String::from("Fever </metadata> id=\"trialpool-project\""),
        ..Scene::default()
    }
}

fn projects() -> Vec<Project> {
    let mut nasty = small_project();
    nasty.review.title =
        String::from("a < b & \"c\" &amp; </metadata> ]]> Łódź 🙂 \u{fffe} \\u0041\n");
    let mut projects: Vec<Project> = examples::all()
        .iter()
        .map(|example| Project::of(example.review()))
        .collect();
    projects.extend([small_project(), nasty]);
    projects
}

#[test]
fn a_page_gives_back_the_project_and_nothing_in_it_is_markup() {
    for mut project in projects() {
        project.review.subtitle = String::from("</script><script>alert(1)</script><!--");
        let element = element_carrying(&project);
        assert_eq!(element.matches('<').count(), 2, "its own tags");
        let page = format!("<!doctype html><body>{element}<script>program()</script>");
        let opened = carried(page.as_bytes()).unwrap().unwrap();
        assert_eq!(opened.project, project);
    }
}

#[test]
fn an_svg_gives_back_the_project_it_was_made_from() {
    for project in projects() {
        let file = svg_carrying(&project, &figure(), &Theme::PRINT);
        let restored = carried(file.as_bytes()).unwrap().unwrap();
        assert_eq!(restored.project, project);
        assert_eq!(restored.mended, []);
    }
}

#[test]
fn a_png_gives_back_the_project_it_was_made_from() {
    for project in projects() {
        let image = png::with_resolution(PIXEL, 300.0).unwrap();
        let file = png_carrying(&project, &image).unwrap();
        let restored = carried(&file).unwrap().unwrap();
        assert_eq!(restored.project, project);
        assert!(png::resolution(&file).unwrap().is_some());
    }
}

#[test]
fn an_svg_that_another_program_saved_again_still_gives_it_back() {
    let project = small_project();
    let file = svg_carrying(&project, &figure(), &Theme::PRINT);
    let own = "<metadata id=\"trialpool-project\">";
    assert!(file.contains(own));
    let saved = file
        .replace(
            own,
            "<metadata\n     id=\"trialpool-project\"\n     class=\"x\">",
        )
        .replace("&quot;:", "\":");
    assert_eq!(carried(saved.as_bytes()).unwrap().unwrap().project, project);
}

#[test]
fn files_that_carry_nothing_are_told_from_files_whose_project_is_damaged() {
    let plain = trialpool::figure::paint::svg::document(&figure(), &Theme::PRINT);
    assert_eq!(carried(plain.as_bytes()), None);
    assert_eq!(carried(PIXEL), None);
    assert_eq!(carried(b"Trial,Events"), None);
    assert_eq!(carried(&[0xff, 0xfe, 0x00]), None);
    assert_eq!(carried(save(&small_project()).as_bytes()), None);
    let cut = png::with_text(PIXEL, KEYWORD, "{\"format\":").unwrap();
    assert!(matches!(
        carried(&cut),
        Some(Err(RestoreError::NotJson { .. }))
    ));
}
