//! Keeps guides under the texts and marks over both, in whatever order they are drawn.

use crate::figure::scene::Scene;

/// The rows of a figure while they are drawn.
pub(crate) struct Layers {
    /// Where the items begin that lie over the guides.
    start: usize,
    /// What is drawn over the texts.
    pub(crate) marks: Scene,
    /// What is drawn under everything since [`Layers::over`].
    pub(crate) guides: Scene,
}

impl Layers {
    /// Layers over what a scene holds so far.
    pub(crate) fn over(scene: &Scene) -> Self {
        Self {
            start: scene.items.len(),
            marks: Scene::default(),
            guides: Scene::default(),
        }
    }

    /// Puts guides and marks into the scene.
    pub(crate) fn finish(mut self, scene: &mut Scene) {
        scene
            .items
            .splice(self.start..self.start, self.guides.items);
        scene.items.append(&mut self.marks.items);
    }
}
