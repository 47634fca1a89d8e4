//! Functions of the dose: the dose itself, or a restricted cubic spline with three knots.

/// The shares of the doses at which Harrell puts three knots (Regression Modeling Strategies 2015, table 2.3).
const SHARES: [f64; 3] = [0.1, 0.5, 0.9];

/// The shape of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Straight.
    Linear,
    /// A restricted cubic spline with these knots, rising: straight below the first and above the last, cubic between. Its second
    /// function is Harrell's, ((x − k₁)₊³ − (x − k₂)₊³ (k₃ − k₁)/(k₃ − k₂) + (x − k₃)₊³ (k₂ − k₁)/(k₃ − k₂)) / (k₃ − k₁)²
    /// (Regression Modeling Strategies 2015, equation 2.25). R: `Hmisc::rcspline.eval(norm = 2)`, `rms::rcs`.
    Spline([f64; 3]),
}

impl Shape {
    /// The functions at a dose; those that it does not have are 0.
    pub(super) fn row<const P: usize>(self, dose: f64) -> [f64; P] {
        std::array::from_fn(|column| match column {
            0 => dose,
            1 => self.curved(dose),
            _ => 0.0,
        })
    }

    /// The curved function at a dose; 0 of a straight line.
    #[must_use]
    pub fn curved(self, dose: f64) -> f64 {
        let Self::Spline([first, middle, last]) = self else {
            return 0.0;
        };
        let cube = |knot: f64| {
            let above = (dose - knot).max(0.0);
            above * above * above
        };
        let whole = last - first;
        let bent = cube(first) - cube(middle) * whole / (last - middle)
            + cube(last) * (middle - first) / (last - middle);
        bent / (whole * whole)
    }

    /// How many coefficients it has.
    #[must_use]
    pub fn coefficients(self) -> usize {
        match self {
            Self::Linear => 1,
            Self::Spline(_) => 2,
        }
    }
}

/// Three knots at 10, 50 and 90 percent of these doses (quantiles as R makes them, type 7); `None` where two of them are the same.
#[must_use]
pub fn usual_knots(doses: &[f64]) -> Option<[f64; 3]> {
    let mut doses = doses.to_vec();
    doses.sort_by(f64::total_cmp);
    let last = doses.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = doses.iter().copied().enumerate();
        let mut around = below.filter(|(rank, _)| {
            let distance = place - *rank as f64;
            distance > -1.0 && distance < 1.0
        });
        let (rank, low) = around.next()?;
        let high = around.next().map_or(low, |(_, high)| high);
        Some(low + (place - rank as f64).max(0.0) * (high - low))
    };
    let [Some(first), Some(middle), Some(end)] = SHARES.map(at) else {
        return None;
    };
    (first < middle && middle < end).then_some([first, middle, end])
}
