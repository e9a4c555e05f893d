"""numpy.fft.fft2 and ifft2 of complex arrays of many sizes: `python3 test/golden/fft.py`."""
import numpy as np

from golden import pack, write

SEED = 13
random = np.random.default_rng(SEED)
cases = []
for height, width in [(8, 16), (12, 9), (7, 13), (1, 5), (10, 1), (1, 1), (2, 31), (23, 4), (20, 48), (1, 286)]:
    x = random.standard_normal((height, width)) + 1j * random.standard_normal((height, width))
    for inverse in (False, True):
        y = np.fft.ifft2(x) if inverse else np.fft.fft2(x)
        cases.append({"height": height, "width": width, "inverse": inverse,
                      "re": pack(x.real), "im": pack(x.imag), "outRe": pack(y.real), "outIm": pack(y.imag)})
write("fft", SEED, [np], {"cases": cases})
