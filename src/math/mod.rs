//! Numerics that know nothing of trials: distributions, root finding, optimisers, quadrature, small dense linear algebra.
