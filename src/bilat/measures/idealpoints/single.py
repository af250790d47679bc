"""The normal distribution in single precision, for loops that a compiler can run over eight votes at once.

No table and no branch: each function is a polynomial or a ratio of two, fitted here by iteratively reweighted least
squares to scipy's functions (largest relative errors below), and a selection. Exponential and logarithm take numbers apart by
their bits (Cephes' single-precision polynomials, Moshier 1989).
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.normal import FAST

__all__ = ["cdf32", "exp32", "fill", "log32", "quantile32"]

# Constants are typed: one of double precision would make the whole expression so.
_F: Any = np.float32
_ZERO, _HALF, _ONE, _TWO, _FOUR = _F(0), _F(0.5), _F(1), _F(2), _F(4)

_LOG2E, _LN2_HIGH, _LN2_LOW = _F(1.4426950408889634), _F(0.693359375), _F(-2.12194440e-4)
_E0, _E1, _E2 = _F(1.9875691500e-4), _F(1.3981999507e-3), _F(8.3334519073e-3)
_E3, _E4, _E5 = _F(4.1665795894e-2), _F(1.6666665459e-1), _F(5.0000001201e-1)

_L0, _L1, _L2 = _F(7.0376836292e-2), _F(-1.1514610310e-1), _F(1.1676998740e-1)
_L3, _L4, _L5 = _F(-1.2420140846e-1), _F(1.4249322787e-1), _F(-1.6668057665e-1)
_L6, _L7, _L8 = _F(2.0000714765e-1), _F(-2.4999993993e-1), _F(3.3333331174e-1)
_ROOT_HALF = _F(0.7071067811865476)

# Phi(-x) exp(x^2 / 2) as a polynomial in t = 1 / (1 + .36 x), relative error 6.4e-7
_SLOPE, _REACH = _F(0.36), _F(12.5)
_C1, _C2, _C3 = _F(0.14372625832488964), _F(0.1415881882702393), _F(0.14072140203502415)
_C4, _C5 = _F(0.023817556044558708), _F(0.18491167847047954)
_C6, _C7 = _F(-0.18267049060756924), _F(0.047905686506564814)

# quantile / (2 p - 1) as a ratio of polynomials in w = -log(4 p (1 - p)), relative error 8.8e-7
_W = _F(20.0)
_N0, _N1, _N2 = _F(1.2533152544364414), _F(0.5691565910307824), _F(0.12670759355176459)
_N3, _N4, _N5 = _F(0.018302889874121757), _F(0.0017355099093158551), _F(1.2896125337310116e-05)
_D1, _D2 = _F(0.192343437041331), _F(0.03762970326153437)
_D3, _D4 = _F(0.004990907211930555), _F(0.0001673710960489632)

_BIAS, _MANTISSA, _EXPONENT = np.int32(127), np.int32(23), np.int32(126)
_BITS, _OF_HALF = np.int32(0x7FFFFF), np.int32(0x3F000000)

_U8, _U9, _U11, _U21 = np.uint32(8), np.uint32(9), np.uint32(11), np.uint32(21)
_STEP, _MIDDLE = _F(2.0**-24), _F(2.0**-25)


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def exp32(x: float) -> float:
    """Return the exponential of x between -87 and 0 (relative error 3e-7)."""
    n = np.int32(x * _LOG2E - _HALF)
    r = x - _F(n) * _LN2_HIGH - _F(n) * _LN2_LOW
    y = ((((_E0 * r + _E1) * r + _E2) * r + _E3) * r + _E4) * r + _E5
    return (y * r * r + r + _ONE) * np.int32((n + _BIAS) << _MANTISSA).view(np.float32)


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def log32(x: float) -> float:
    """Return the natural logarithm of a positive normal number (relative error 2e-7)."""
    bits = np.float32(x).view(np.int32)
    e = _F(np.int32((bits >> _MANTISSA) - _EXPONENT))
    m = np.int32((bits & _BITS) | _OF_HALF).view(np.float32)
    small = m < _ROOT_HALF
    e = e - _ONE if small else e
    m = m + m - _ONE if small else m - _ONE
    z = m * m
    y = (((_L0 * m + _L1) * m + _L2) * m + _L3) * m + _L4
    y = (((y * m + _L5) * m + _L6) * m + _L7) * m + _L8
    return m + (y * m * z + e * _LN2_LOW - _HALF * z) + e * _LN2_HIGH


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def cdf32(x: float) -> float:
    """Return the normal distribution function (relative error 1e-5 at -12, 1e-6 at -3); below -12.5 it stays as there."""
    z = min(abs(x), _REACH)
    t = _ONE / (_ONE + _SLOPE * z)
    y = (((((_C7 * t + _C6) * t + _C5) * t + _C4) * t + _C3) * t + _C2) * t + _C1
    p = y * t * exp32(-_HALF * z * z)
    return p if x < _ZERO else _ONE - p


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def quantile32(p: float) -> float:
    """Return the normal quantile of p (relative error 2e-6 for p between 1e-9 and 1 - 1e-7); wrong below 1e-9."""
    q = _ONE - p
    w = min(-log32(_FOUR * p * q), _W)
    top = ((((_N5 * w + _N4) * w + _N3) * w + _N2) * w + _N1) * w + _N0
    below = (((_D4 * w + _D3) * w + _D2) * w + _D1) * w + _ONE
    return top / below * (p - q)


@njit(**FAST)  # type: ignore[untyped-decorator]
def fill(
    s0: NDArray[np.uint32],
    s1: NDArray[np.uint32],
    s2: NDArray[np.uint32],
    s3: NDArray[np.uint32],
    out: NDArray[np.float32],
) -> None:
    """Draw from (0, 1) into `out`, one number from each of as many generators (xoshiro128+, Blackman & Vigna 2021).

    Parameters
    ----------
    s0, s1, s2, s3 : (at least as many as `out`,)
        The four words of each generator's state.
    """
    for j in range(len(out)):
        a, b, c, d = s0[j], s1[j], s2[j], s3[j]
        drawn = np.uint32(a + d)
        t = np.uint32(b << _U9)
        c, d = np.uint32(c ^ a), np.uint32(d ^ b)
        b, a = np.uint32(b ^ c), np.uint32(a ^ d)
        c = np.uint32(c ^ t)
        s0[j], s1[j], s2[j] = a, b, c
        s3[j] = np.uint32(np.uint32(d << _U11) | np.uint32(d >> _U21))
        out[j] = _F(np.int32(drawn >> _U8)) * _STEP + _MIDDLE
