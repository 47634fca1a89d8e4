//! The standard error of a weighted mean that does not rest on how the numbers of one cluster vary together: CR2, the
//! bias-reduced linearization of Bell & `McCaffrey` (2002), with Satterthwaite's degrees of freedom (Tipton 2015, Psychol Methods
//! 20:375; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672), for a mean alone.
//!
//! With Φ the covariance that a model supposes (blocks Φⱼ), W = Φ⁻¹, M = (1ᵀW1)⁻¹, μ = M 1ᵀWy and e = y − μ:
//! V = M² Σ (1ᵀWⱼAⱼeⱼ)², where Aⱼ is the symmetric matrix with Aⱼ (Φⱼ − M 11ᵀ) Aⱼ = Φⱼ, so that V has no bias where the model is
//! right. With S = Φⱼ^½ and R = Φⱼ − M 11ᵀ it is S (S R S)^(−½) S.
//!
//! Degrees of freedom are (tr Ω)² / Σ Ω², Ω the covariance under the model of what the clusters add, M 1ᵀWⱼAⱼeⱼ: with
//! g = M Aⱼ Wⱼ 1 it is gⱼᵀΦⱼgⱼ on the diagonal, less M (1ᵀgⱼ)(1ᵀgₖ) everywhere.
//!
//! R: `metafor::robust(x, cluster =, clubSandwich = TRUE)`; `clubSandwich::coef_test(x, vcov = "CR2", test = "Satterthwaite")`.

use crate::math::{sum::sum, symmetric::Symmetric};

/// With fewer degrees of freedom P and limits cannot be trusted (Tipton 2015: rejections then exceed their level).
pub const FEWEST_DEGREES: f64 = 4.0;

/// Numbers that may vary together, with the covariance that a model supposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The numbers.
    pub estimates: Vec<f64>,
    /// Φⱼ, positive definite.
    pub covariance: Symmetric,
}

/// A robust standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterRobust {
    /// The standard error.
    pub standard_error: f64,
    /// Degrees of freedom of Student's t, not whole.
    pub degrees_of_freedom: f64,
}

/// What one cluster adds to the variance.
struct Part {
    /// M 1ᵀWⱼAⱼeⱼ.
    contribution: f64,
    /// gᵀΦⱼg.
    variance: f64,
    /// 1ᵀg.
    ones: f64,
}

/// The robust standard error of the mean of all clusters, weighted by the model's covariance. `None` for fewer than two clusters,
/// where all weight lies in one, or where the clusters agree so exactly that there is no error.
#[must_use]
pub fn of_mean(clusters: &[Cluster]) -> Option<ClusterRobust> {
    if clusters.len() < 2 {
        return None;
    }
    // W1 of each.
    let weights = clusters.iter().map(|cluster| {
        let eigen = cluster.covariance.eigen()?;
        let inverse = eigen.with_values(|value| 1.0 / value);
        Some(inverse.times(&vec![1.0; cluster.estimates.len()]))
    });
    let weights: Vec<Vec<f64>> = weights.collect::<Option<_>>()?;
    let error_squared = 1.0 / sum(weights.iter().flatten().copied());
    let products = clusters
        .iter()
        .zip(&weights)
        .flat_map(|(cluster, weights)| {
            let pairs = cluster.estimates.iter().zip(weights);
            pairs.map(|(estimate, weight)| estimate * weight)
        });
    let mean = error_squared * sum(products);
    let parts = clusters
        .iter()
        .zip(&weights)
        .map(|(cluster, weights)| part(cluster, weights, mean, error_squared));
    let parts: Vec<Part> = parts.collect::<Option<_>>()?;
    let variance = sum(parts
        .iter()
        .map(|part| part.contribution * part.contribution));
    let trace = sum(parts
        .iter()
        .map(|part| part.variance - error_squared * part.ones * part.ones));
    let mut squares = Vec::new();
    for (place, one) in parts.iter().enumerate() {
        for (other_place, other) in parts.iter().enumerate() {
            let own = if place == other_place {
                one.variance
            } else {
                0.0
            };
            let cell = own - error_squared * one.ones * other.ones;
            squares.push(cell * cell);
        }
    }
    let found = ClusterRobust {
        standard_error: variance.sqrt(),
        degrees_of_freedom: trace * trace / sum(squares),
    };
    let is_told = found.standard_error > 0.0
        && found.standard_error.is_finite()
        && found.degrees_of_freedom > 0.0
        && found.degrees_of_freedom.is_finite();
    is_told.then_some(found)
}

fn part(cluster: &Cluster, weights: &[f64], mean: f64, error_squared: f64) -> Option<Part> {
    let covariance = &cluster.covariance;
    let root = covariance.eigen()?.with_values(f64::sqrt);
    let left = Symmetric::new(covariance.size(), |row, column| {
        covariance.cell(row, column) - error_squared
    });
    let middle = root.around(&left).eigen()?;
    if !middle.values.iter().all(|value| *value > 0.0) {
        return None;
    }
    let adjustment = root.around(&middle.with_values(|value| 1.0 / value.sqrt()));
    let pull: Vec<f64> = adjustment
        .times(weights)
        .iter()
        .map(|part| error_squared * part)
        .collect();
    let residuals = cluster.estimates.iter().map(|estimate| estimate - mean);
    let through = covariance.times(&pull);
    Some(Part {
        contribution: sum(pull.iter().zip(residuals).map(|(pull, rest)| pull * rest)),
        variance: sum(pull.iter().zip(&through).map(|(pull, part)| pull * part)),
        ones: sum(pull.iter().copied()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Cluster, of_mean};
    use crate::math::symmetric::Symmetric;

    fn cluster(estimates: &[f64], variance: f64, together: f64) -> Cluster {
        Cluster {
            estimates: estimates.to_vec(),
            covariance: Symmetric::new(estimates.len(), |row, column| {
                if row == column { variance } else { together }
            }),
        }
    }

    /// With clusters of one number of one variance, CR2 is the variance of a mean, with k − 1 degrees of freedom.
    #[test]
    fn of_equal_single_numbers_it_is_the_ordinary_standard_error_of_a_mean() {
        let numbers = [0.3, 0.9, -0.4, 1.1];
        let clusters = numbers.map(|number| cluster(&[number], 0.2, 0.0));
        let found = of_mean(&clusters).unwrap();
        // R: sd(c(.3, .9, -.4, 1.1)) / 2.
        assert!((found.standard_error - 0.337_577_151_675_485).abs() < 1e-12);
        assert!((found.degrees_of_freedom - 3.0).abs() < 1e-12);
    }

    #[test]
    fn one_cluster_and_clusters_that_agree_have_no_robust_error() {
        assert_eq!(of_mean(&[cluster(&[0.1, 0.4], 0.2, 0.1)]), None);
        let same = [cluster(&[0.1], 0.2, 0.0), cluster(&[0.1], 0.2, 0.0)];
        assert_eq!(of_mean(&same), None);
        assert_eq!(of_mean(&[]), None);
    }

    #[test]
    fn the_order_of_numbers_and_clusters_changes_nothing() {
        let one = [
            cluster(&[0.1, 0.7, 0.2], 0.3, 0.1),
            cluster(&[-0.4], 0.1, 0.0),
        ];
        let other = [
            cluster(&[-0.4], 0.1, 0.0),
            cluster(&[0.7, 0.2, 0.1], 0.3, 0.1),
        ];
        let (one, other) = (of_mean(&one).unwrap(), of_mean(&other).unwrap());
        assert!((one.standard_error - other.standard_error).abs() < 1e-14);
        assert!((one.degrees_of_freedom - other.degrees_of_freedom).abs() < 1e-12);
    }
}
