"""k-space truncation and zero-filling with numpy, written from the definition, sample by sample of the spectrum."""
import numpy as np

from golden import pack, write

SEED = 17
random = np.random.default_rng(SEED)


def matrix(n, scale, shift):
    """Up-sampling n -> scale*n as a real matrix: the trigonometric interpolant at (j + 0.5)/scale - 0.5 or j/scale."""
    at = (np.arange(scale * n) + shift) / scale - shift
    if scale == 1:
        return np.eye(n)
    out = np.zeros((scale * n, n))
    for i in range(n):
        coefficients = np.fft.fft(np.eye(n)[i]) / n
        value = np.zeros(scale * n, complex)
        for k, c in zip(np.fft.fftfreq(n, 1 / n).round().astype(int), coefficients):
            if n % 2 == 0 and abs(k) == n // 2:
                value += c * np.cos(2 * np.pi * (n // 2) * at / n)  # half to either sign
            else:
                value += c * np.exp(2j * np.pi * k * at / n)
        assert np.abs(value.imag).max() < 1e-12
        out[:, i] = value.real
    return out


cases = []
for alignment, shift in [("corner", 0.0), ("center", 0.5)]:
    for h, w, scales in [(8, 6, (2, 2)), (5, 9, (2, 2)), (6, 5, (3, 3)), (7, 4, (4, 4)), (6, 7, (3, 1)), (4, 10, (1, 4))]:
        rows, columns = matrix(h, scales[0], shift), matrix(w, scales[1], shift)
        y = random.standard_normal((h, w))
        x = random.standard_normal((h * scales[0], w * scales[1]))
        # for orthogonal columns the pseudo-inverse of zero-filling is the truncation
        truncated = np.linalg.pinv(rows) @ x @ np.linalg.pinv(columns).T
        cases.append({"alignment": alignment, "scales": list(scales), "height": h, "width": w, "y": pack(y), "x": pack(x),
                      "up": pack(rows @ y @ columns.T), "down": pack(truncated)})
image = random.standard_normal((12, 15))
spectrum = np.fft.fftshift(np.fft.fft2(image))
cropped = np.fft.ifft2(np.fft.ifftshift(spectrum[6 - 3:6 + 4, 7 - 4:7 + 5])).real * (7 * 9) / (12 * 15)
write("kspace", SEED, [np], {"cases": cases, "crop": {"x": pack(image), "to": [7, 9], "y": pack(cropped)}})
