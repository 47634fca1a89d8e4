//! Numerics that know nothing of trials: distributions, root finding, optimisers, quadrature, small dense linear algebra.
//!
//! Everything here is built on `libm` and plain arithmetic, so that it answers with the same bits natively and in
//! WebAssembly. Distributions answer with the *tail* asked for, computed as itself and never as one minus the other, so
//! that small tails keep their relative accuracy.

pub mod beta;
pub mod chains;
pub mod chi_squared;
pub mod cholesky;
pub mod circular;
pub mod concave;
pub mod fisher;
pub mod gamma;
pub mod gauss;
pub mod lattice_sum;
pub mod least_squares;
pub mod noncentral_student;
pub mod normal;
pub mod quadratic_form;
pub mod quantile;
pub mod quasi_newton;
pub mod random;
pub mod root;
pub mod saddle_point;
pub mod student;
pub mod sum;
pub mod symmetric;
