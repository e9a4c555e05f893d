"""What each MR network learns, on slices whose k-space was truncated (mri_data.py)."""
import torch

import mri_data
import mri_nets
from nets import RESIDUAL_SCALE
from schedule import diffuse
from tasks import distance, frozen, load, times


class Regression:
    side, batch, rate = 96, 8, 4e-4
    references = False

    def pairs(self, root, seed):
        return mri_data.Pairs(mri_data.stacks(root, "train", self.references), seed, references=self.references)

    def draw(self, pairs, progress):
        return pairs.draw(self.batch, self.side)

    def network(self, store):
        return mri_nets.regression()

    def loss(self, net, batch):
        return distance(net(batch["up"], batch["scale"]) * RESIDUAL_SCALE, (batch["hr"] - batch["up"]) * RESIDUAL_SCALE)


class Refine(Regression):
    """Residual diffusion on what the frozen regression leaves."""

    rate, pure = 2e-4, 1 / 3

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression.pt")
        return load(mri_nets.refiner(), store / "mri-regression.pt")

    def estimate(self, batch):
        with torch.no_grad():
            return (batch["up"] + self.first(batch["up"], batch["scale"])).float()

    def loss(self, net, batch):
        first = self.estimate(batch)
        target = (batch["hr"] - first) * RESIDUAL_SCALE
        t = times(len(target), self.pure)
        z = diffuse(target, t, torch.randn_like(target))
        return distance(net(batch["up"], batch["scale"], z=z, t=t.float(), first=first), target)


class RegressionLong(Regression):
    """The regression network, trained on for as long as the refiner: the baseline that srdiff must beat."""

    rate = 2e-4

    def network(self, store):
        return load(mri_nets.regression(), store / "mri-regression.pt")


class RefineLong(Refine):
    """The refiner, trained on with the longer trained regression as its first estimate."""

    rate = 1e-4

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.refiner(), store / "mri-refine.pt")


SHARES, NOISY = (0.6, 0.15, 0.25), 0.15  # of the scales, and of crops with noise, in the later phases


class RegressionDeep(Regression):
    """The regression network with LATE more blocks: the baseline that is shipped, and srdiff's first estimate."""

    rate = 3e-4

    def pairs(self, root, seed):
        return mri_data.Pairs(mri_data.stacks(root, "train"), seed, scales=SHARES, noisy_share=NOISY)

    def network(self, store):
        return load(mri_nets.regression(mri_nets.LATE), store / "mri-regression-long.pt")


class RefineDeep(Refine):
    """The refiner with LATE more blocks."""

    rate, pure = 3e-4, 0.6
    pairs = RegressionDeep.pairs

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.refiner(mri_nets.LATE), store / "mri-refine-long.pt")


class RefineDeepLong(RefineDeep):
    """Trained on with the deeper regression as its first estimate: what is shipped."""

    def network(self, store):
        self.first = frozen(mri_nets.regression(mri_nets.LATE), store / "mri-regression-deep.pt")
        return load(mri_nets.refiner(mri_nets.LATE), store / "mri-refine-deep.pt")


class DiscDiff(Refine):
    """Disentanglement and distance; slices in the order of their entropy for the first tenth of the training."""

    rate, references, weight, curriculum = 4e-4, True, 0.05, 0.1

    def draw(self, pairs, progress):
        return pairs.draw(self.batch, self.side, curriculum=progress / self.curriculum if progress < self.curriculum else None)

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression.pt")
        return mri_nets.DiscDiff()

    def loss(self, net, batch):
        first = self.estimate(batch)
        target = (batch["hr"] - first) * RESIDUAL_SCALE
        t = times(len(target), self.pure)
        z = diffuse(target, t, torch.randn_like(target))
        x0, shared, own = net(z, batch["up"], first, batch["reference"], batch["given"], t.float(), batch["scale"], codes=True)
        return distance(x0, target) + self.weight * mri_nets.disentanglement(shared, own, batch["given"])


class DiscDiffLong(DiscDiff):
    """Trained on with the longer trained regression as its first estimate, and with drawn contrasts among its references."""

    rate, pure, curriculum = 3e-4, 1 / 2, 1e-9

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.DiscDiff(), store / "mri-disc-diff.pt")


class DiscDiffFine(DiscDiffLong):
    """Trained on with references that keep their high frequencies (by splines; trilinear before), mostly at x2 where those count."""

    rate, pure, drawn, finest, shares = 3e-4, 2 / 3, 0.45, 0.0, SHARES
    aligned = False

    def pairs(self, root, seed):
        found = mri_data.stacks(root, "train", True, self.aligned)
        return mri_data.Pairs(found, seed, references=True, scales=self.shares, drawn=self.drawn, rolled=0.1, noisy_share=NOISY, finest=self.finest)

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.DiscDiff(), store / "mri-disc-diff-long.pt")


class DiscDiffDeep(DiscDiffFine):
    """Trained on with more of the true references; the first phase with three more blocks and `join`."""

    drawn = 0.35

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.DiscDiff(), store / "mri-disc-diff-fine.pt")


class DiscDiffLocal(DiscDiffDeep):
    """Trained on with the local regression, and with the finest reference more often."""

    finest = 0.5

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.DiscDiff(), store / "mri-disc-diff-deep.pt")


class DiscDiffAligned(DiscDiffLocal):
    """The shipped one: trained on with references that lie where mri-sr's registration puts them, and mostly at x2."""

    shares, aligned = (0.8, 0.08, 0.12), True

    def network(self, store):
        self.first = frozen(mri_nets.regression(), store / "mri-regression-long.pt")
        return load(mri_nets.DiscDiff(), store / "mri-disc-diff-local.pt")


def band(x, scale):
    """P x of crops [n, 1, h, w]."""
    h, w = x.shape[-2:]
    weight = torch.from_numpy(mri_data.keep(h, scale)[:, None] * mri_data.keep(w, scale)[None]).float()
    return torch.fft.ifft2(torch.fft.fft2(x) * weight).real


class Denoise(Regression):
    """R2D2+'s one network, on the states that its two jobs visit: images with white Gaussian or Rician noise, and images whose
    measured band is clean and whose other frequencies are noise alone or the truth with noise (projection after every step)."""

    def network(self, store):
        return mri_nets.NoiseConditional()

    def states(self, batch):
        hr, up = batch["hr"], batch["up"]
        n = len(hr)
        sigma = torch.exp(torch.empty(n).uniform_(-5.3, -0.69))  # 0.005 to 0.5
        noise, other = torch.randn_like(hr), torch.randn_like(hr)
        z = hr + sigma[:, None, None, None] * noise
        rician, projected = n // 4, n // 2
        # Rician noise of a level r >= sigma, and the states between it and the estimate
        clean = hr[:rician]
        level = (sigma[:rician] * torch.exp(torch.rand(rician) * 1.5)).clamp(max=0.5)[:, None, None, None]
        magnitude = ((clean + level * noise[:rician]) ** 2 + (level * other[:rician]) ** 2).sqrt()
        z[:rician] = clean + sigma[:rician, None, None, None] / level * (magnitude - clean)
        # measured band clean; mostly the start of a super-resolution, where the other band holds nothing yet
        sigma[projected:] = torch.exp(torch.empty(n - projected).uniform_(-4.6, -1.9))  # 0.01 to 0.15
        s = sigma[projected:, None, None, None]
        high = noise[projected:] - band(noise[projected:], int(batch["scale"][0, 0]))
        start = torch.rand(n - projected, 1, 1, 1) < 0.7
        base = torch.where(start, up[projected:], hr[projected:])
        z[projected:] = base + s * high
        return z, sigma

    def loss(self, net, batch):
        z, sigma = self.states(batch)
        deviation = net.DEVIATION
        weight = (sigma**2 + deviation**2).sqrt() / (sigma * deviation)
        weight = weight[:, None, None, None]
        return distance(net(z, sigma).float() * weight, batch["hr"] * weight)


TASKS = {"mri-regression": Regression, "mri-regression-long": RegressionLong, "mri-refine": Refine, "mri-refine-long": RefineLong, "mri-regression-deep": RegressionDeep, "mri-refine-deep": RefineDeep, "mri-refine-deep-long": RefineDeepLong, "mri-disc-diff": DiscDiff, "mri-disc-diff-long": DiscDiffLong, "mri-denoise": Denoise, "mri-disc-diff-fine": DiscDiffFine, "mri-disc-diff-deep": DiscDiffDeep, "mri-disc-diff-local": DiscDiffLocal, "mri-disc-diff-aligned": DiscDiffAligned}
