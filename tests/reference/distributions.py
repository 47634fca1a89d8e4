"""Writes distributions.csv.gz: distribution functions and quantiles to 40 digits, for tests/distributions.rs.

    pip install mpmath
    python3 tests/reference/distributions.py tests/reference/distributions.csv.gz

Columns: function, argument, first parameter, second parameter, value. Arguments are written so that they read back to
the same double, and the value belongs to exactly that double. A quantile's argument is its tail probability.
"""
import gzip
import sys

from mpmath import erfc, findroot, gammainc, inf, log, loggamma, mp, mpf, sqrt

mp.dps = 60


def normal_lower(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def gamma_series(a, x):
    """Lower regularised incomplete gamma by its series; all terms are positive."""
    term = total = mpf(1)
    n = a
    while term > total * mpf(10) ** -(mp.dps + 5):
        n += 1
        term *= x / n
        total += term
    return total * mp.e ** (a * log(x) - x - loggamma(a + 1))


def gamma_fraction(a, x):
    """Upper regularised incomplete gamma by its continued fraction, for x above a."""
    b, c = x + 1 - a, mpf(10) ** 1000
    d = 1 / b
    h, i = d, 0
    while True:
        i += 1
        numerator = -i * (i - a)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        h *= d * c
        if abs(d * c - 1) < mpf(10) ** -(mp.dps - 5):
            return h * mp.e ** (a * log(x) - x - loggamma(a))


def chi_squared_lower(x, df):
    if df < 400:
        return gammainc(df / 2, 0, x / 2, regularized=True)
    return gamma_series(df / 2, x / 2) if x < df + 9 * sqrt(df) else 1 - gamma_fraction(df / 2, x / 2)


def chi_squared_upper(x, df):
    if df < 400:
        return gammainc(df / 2, x / 2, inf, regularized=True)
    return 1 - gamma_series(df / 2, x / 2) if x < df + 3 * sqrt(df) else gamma_fraction(df / 2, x / 2)


def beta_lower(a, b, x, y):
    """Lower regularised incomplete beta, from the series of the side whose argument is smaller."""
    return 1 - beta_series(b, a, y, x) if x > y else beta_series(a, b, x, y)


def beta_series(a, b, x, y):
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** -(mp.dps + 5):
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return total * mp.e ** (a * log(x) + b * log(y) - log(a) - loggamma(a) - loggamma(b) + loggamma(a + b))


def student_upper(t, df):
    # One minus a series loses as many digits as the tail is small.
    with mp.workdps(60 + (320 if t * t < 1000 * df and t > 8 else 20)):
        return student_upper_from(t, df)


def student_upper_from(t, df):
    return beta_lower(df / 2, mpf(1) / 2, df / (df + t * t), t * t / (df + t * t)) / 2


def fisher_upper(f, one, two):
    return beta_lower(two / 2, one / 2, two / (two + one * f), one * f / (two + one * f))


def fisher_lower(f, one, two):
    return beta_lower(one / 2, two / 2, one * f / (two + one * f), two / (two + one * f))


def solve(tail, target, low, high):
    """The x with tail(x) = target, between e^low and e^high, by bisection on ln x and then Anderson and Björck's method."""
    target = mpf(target)
    rising = tail(mp.e ** mpf(high)) > tail(mp.e ** mpf(low))
    low, high = mpf(low), mpf(high)
    for _ in range(30):
        middle = (low + high) / 2
        if (tail(mp.e**middle) > target) == rising:
            high = middle
        else:
            low = middle
    goal = log(target)
    root = findroot(lambda u: log(tail(mp.e**u)) - goal, (low, high), solver="anderson", tol=mpf(10) ** -50)
    return mp.e**root


def main(path):
    rows = []

    def add(function, argument, one, two, value):
        rows.append((function, repr(float(argument)), repr(float(one)), repr(float(two)), mp.nstr(value, 40)))

    for z in [-38.0, -30.5, -20.25, -12.0, -8.3, -5.0, -3.1, -1.959963984540054, -1.0, -0.5, -0.01, -1e-9, 0.0, 0.3, 1.7, 4.0]:
        add("normal_lower", z, 0, 0, normal_lower(mpf(z)))
    for p in [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-12, 1e-8, 1e-5, 1e-3, 0.01, 0.024, 0.025, 0.05, 0.074, 0.076, 0.2, 0.3, 0.42, 0.49, 0.4999, 0.5001, 0.7, 0.9, 0.975, 0.999, 0.999999]:
        p_ = mpf(p)
        root = findroot(lambda z: log(normal_lower(z)) - log(p_), mpf(-1) if p < 0.5 else mpf(1)) if p > 1e-9 else None
        if root is None:
            guess = -sqrt(-2 * log(p_) - log(-4 * mp.pi * log(p_)))
            root = findroot(lambda z: log(normal_lower(z)) - log(p_), guess)
        add("normal_quantile", p, 0, 0, root)

    for df in [0.5, 1.0, 2.0, 3.0, 5.5, 12.0, 54.0, 499.0, 9999.0, 1e6, 1e7]:
        spread = float(sqrt(mpf(2 * df)))
        for steps in [-6.0, -3.0, -1.0, -0.1, 0.0, 0.1, 1.0, 3.0, 8.0, 20.0, 35.0]:
            x = df + steps * spread
            if x <= 0:
                x = df * 10.0 ** (steps - 1)
            add("chi_squared_lower", x, df, 0, chi_squared_lower(mpf(x), mpf(df)))
            add("chi_squared_upper", x, df, 0, chi_squared_upper(mpf(x), mpf(df)))
        if df <= 499.0:
            for tail in [1e-300, 1e-100, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.5]:
                goal = mpf(tail)
                if tail > 1e-100 or df >= 1.0:
                    add("chi_squared_upper_quantile", tail, df, 0, solve(lambda x: chi_squared_upper(x, mpf(df)), goal, -5, 9))
                if tail ** (2.0 / df) > 1e-290:
                    add("chi_squared_lower_quantile", tail, df, 0, solve(lambda x: chi_squared_lower(x, mpf(df)), goal, -690, 9))
        else:
            for tail in [1e-20, 1e-6, 0.025, 0.5]:
                middle = log(mpf(df))
                wide = mpf(24) / spread if df > 1e4 else mpf(2)
                add("chi_squared_upper_quantile", tail, df, 0, solve(lambda x: chi_squared_upper(x, mpf(df)), mpf(tail), middle - wide, middle + wide))
                add("chi_squared_lower_quantile", tail, df, 0, solve(lambda x: chi_squared_lower(x, mpf(df)), mpf(tail), middle - wide, middle + wide))

    for df in [0.5, 1.0, 2.0, 3.0, 7.5, 12.0, 54.0, 499.0, 501.0, 9999.0, 1e6, 1e7]:
        for t in [1e-8, 0.01, 0.3, 1.0, 1.96, 2.5, 4.0, 9.0, 30.0, 1e3, 1e8]:
            if df >= 499.0 and t > 30.0:
                continue
            add("student_upper", t, df, 0, student_upper(mpf(t), mpf(df)))
        for tail in [1e-300, 1e-100, 1e-30, 1e-8, 0.0005, 0.025, 0.1, 0.24, 0.26, 0.4, 0.49, 0.499999]:
            if tail ** (1.0 / df) < 1e-290:
                continue
            high = 690 if df < 20 else 40 if df < 400 else 9
            add("student_upper_quantile", tail, df, 0, solve(lambda t: student_upper(t, mpf(df)), mpf(tail), -30, high))

    for one, two in [(0.5, 0.5), (1.0, 1.0), (1.0, 7.0), (2.0, 30.0), (5.0, 3.0), (11.0, 498.0), (498.0, 11.0), (3.0, 1e6), (1e4, 1e4)]:
        for f in [1e-6, 0.05, 0.5, 0.97, 1.0, 1.03, 2.0, 6.0, 50.0]:
            if one == 1e4 and not 0.5 <= f <= 2.0:
                continue
            add("fisher_upper", f, one, two, fisher_upper(mpf(f), mpf(one), mpf(two)))
            add("fisher_lower", f, one, two, fisher_lower(mpf(f), mpf(one), mpf(two)))
        for tail in [1e-30, 1e-6, 0.025, 0.3, 0.5]:
            ends = (-3, 3) if one == 1e4 else (-200, 200)
            add("fisher_upper_quantile", tail, one, two, solve(lambda f: fisher_upper(f, mpf(one), mpf(two)), mpf(tail), *ends))

    text = "".join(",".join(row) + "\n" for row in rows)
    with open(path, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
        file.write(text.encode())
    print(len(rows), "rows")


main(sys.argv[1])
