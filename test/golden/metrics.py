"""SSIM and PSNR by scikit-image, HaarPSI and GMSD by scipy's convolutions: `python3 test/golden/metrics.py`."""
import numpy as np
import scipy
import skimage
from scipy.ndimage import gaussian_filter
from scipy.signal import convolve2d
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from golden import pack, write

SEED = 14


def same(image, kernel):
    """MATLAB's conv2(..., "same"): even kernels are centred one further than scipy's."""
    full = convolve2d(image, kernel)
    top, left = kernel.shape[0] // 2, kernel.shape[1] // 2
    return full[top : top + image.shape[0], left : left + image.shape[1]]


def halve(image):
    return same(image, np.full((2, 2), 0.25))[::2, ::2]


def haarpsi(x, y):
    """Reisenhofer et al. 2018, gray images of range 255."""
    x, y = halve(x), halve(y)
    sums = weights = 0
    for upright in (False, True):
        gx, gy = [], []
        for scale in (1, 2, 3):
            kernel = np.full((2**scale, 2**scale), 2.0**-scale)
            kernel[: 2 ** (scale - 1)] *= -1
            kernel = kernel.T if upright else kernel
            gx.append(np.abs(same(x, kernel)))
            gy.append(np.abs(same(y, kernel)))
        local = sum((2 * a * b + 900) / (a**2 + b**2 + 900) for a, b in zip(gx[:2], gy[:2])) / 2
        weight = np.maximum(gx[2], gy[2])
        sums += (weight / (1 + np.exp(-4.2 * local))).sum()
        weights += weight.sum()
    mean = sums / weights
    return (np.log(mean / (1 - mean)) / 4.2) ** 2


def gmsd(x, y):
    """Xue et al. 2014, gray images of range 255."""
    prewitt = np.array([[1, 0, -1]] * 3) / 3
    magnitude = lambda image: np.hypot(same(image, prewitt), same(image, prewitt.T))
    a, b = magnitude(halve(x)), magnitude(halve(y))
    return np.std((2 * a * b + 170) / (a**2 + b**2 + 170))


random = np.random.default_rng(SEED)
cases = []
for height, width, channels, data_range, noise in [(24, 31, 1, 1.0, 0.05), (17, 20, 3, 255.0, 0.1), (11, 11, 1, 4095.0, 0.02), (33, 16, 2, 1e4, 0.3)]:
    truth = gaussian_filter(random.random((channels, height, width)), (0, 1.2, 1.2))
    truth = ((truth - truth.min()) / np.ptp(truth) * data_range).astype(np.float32)
    x = (0.9 * truth + data_range * noise * random.standard_normal(truth.shape)).astype(np.float32)
    a, b = x.astype(np.float64), truth.astype(np.float64)
    ssim = [structural_similarity(i, j, data_range=data_range, gaussian_weights=True, sigma=1.5, use_sample_covariance=False) for i, j in zip(a, b)]
    scaled = [(i * 255 / data_range, j * 255 / data_range) for i, j in zip(a, b)]
    cases.append({
        "range": data_range, "x": pack(x), "truth": pack(truth), "ssim": ssim,
        "psnr": peak_signal_noise_ratio(b, a, data_range=data_range),
        "psnrPerChannel": [peak_signal_noise_ratio(j, i, data_range=data_range) for i, j in zip(a, b)],
        "haarPsi": float(np.mean([haarpsi(i, j) for i, j in scaled])), "gmsd": float(np.mean([gmsd(i, j) for i, j in scaled])),
    })
write("metrics", SEED, [np, scipy, skimage], {"cases": cases})
