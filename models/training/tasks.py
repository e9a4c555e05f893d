"""What each model learns: its network, its loss on a batch of the blind chain, and the weights it continues from."""
import torch
import torch.nn.functional as F

import committed
import data
import degradations
import kernels
import nets
import swin
from schedule import ABAR, diffuse


def weights(path):
    """EMA weights of a checkpoint or of a committed ONNX file."""
    return committed.ema(path) if str(path).endswith(".onnx") else torch.load(path, map_location="cpu")["ema"]


def load(net, path, exact=True):
    """Conditions that the file does not know keep their silent start. Where a training only starts from them, a deeper network's further
    layers may be left out."""
    missing, unexpected = net.load_state_dict(weights(path), strict=False)
    if unexpected and exact:
        raise SystemExit(f"{path}: weights for unknown layers {unexpected[:3]}; choose another checkpoint")
    return net


def frozen(net, path):
    """As it was trained. A committed file lacks an encoder's head, which only its training used, and modulations that are still zero, of which
    the exporter keeps one for all."""
    missing = [name for name in net.state_dict().keys() - weights(path).keys() if not name.startswith("head.") and not name.endswith("film.weight")]
    if missing:
        raise SystemExit(f"{path}: no weights for the layers {missing[:3]}; choose another checkpoint")
    load(net, path).eval().requires_grad_(False)
    return net.to(memory_format=torch.channels_last)


def times(count, pure=1 / 3):
    """A share of each batch at pure noise, where one call must equal the regression; the rest where few-step plans visit."""
    t = torch.randint(30, 1000, (count,))
    t[: int(count * pure)] = 999
    return t


def distance(x, target):
    """Huber distance on the residual scale, where the residual's deviation is about one: its minimum is near the mean, which
    PSNR and x0-prediction both ask for, and an outlier does not rule a small batch."""
    return F.smooth_l1_loss(x.float(), target, beta=1.0)


class Task:
    """What train.py asks of a task, for the remote-sensing data."""

    side, batch, rate = 96, 8, 4e-4
    coarser = 0.0  # share of crops that are made of more pixels than they have
    plain = 0.0  # share of pairs that are only decimated, over those of the blind chain

    def pairs(self, root, seed):
        return degradations.Chain(data.Crops(data.pictures(root, "train"), seed, self.coarser), seed, plain=self.plain)

    def draw(self, pairs, progress):
        return pairs.draw(self.batch, self.side)


class Regression(Task):

    def network(self, store):
        return nets.UNet()

    def loss(self, net, batch):
        return distance(net(batch["up"], batch["scale"]) * nets.RESIDUAL_SCALE, (batch["hr"] - batch["up"]) * nets.RESIDUAL_SCALE)


class Encoder(Regression):
    """DDSR's LR encoder, trained for super-resolution alone, then frozen."""

    def network(self, store):
        return nets.Encoder()


class Kernel(Task):
    """DDSR's kernel predictor: x0-prediction over the kernel's code, conditioned on the LR image.

    Beside the code's L1, the decoded kernel's correlation with the true one: the code's components do not weigh alike in it.
    """

    side, batch, rate = 192, 8, 4e-4

    def network(self, store):
        self.basis = kernels.Basis.load(store)
        return kernels.Predictor(self.basis.size)

    def loss(self, net, batch):
        code = self.basis.encode(batch["kernel"])
        features = net.features(batch["lr"], batch["scale"])
        features, code = features.repeat(4, 1), code.repeat(4, 1)
        t = torch.randint(0, 1000, (code.shape[0],))
        t[: len(t) // 3] = 999
        x0 = net.denoise(diffuse(code, t, torch.randn_like(code)), t.float(), features)
        kernel = batch["kernel"].flatten(1).repeat(4, 1)
        decoded = self.basis.decode(x0.float()).flatten(1)
        correlation = F.cosine_similarity(decoded, kernel, dim=1)
        return (self.basis.weight * (x0 - code).abs()).mean() + 2 * (1 - correlation).mean()


class Ddsr(Regression):
    """Conditional residual diffusion with both conditions: encoder features and a kernel code beside the time embedding.

    Half of the kernels are the predictor's own (its errors are learnt to be lived with), half are true.
    """

    rate = 2e-4
    start, pure, blocks = "regression-base", 1 / 3, nets.BLOCKS

    def network(self, store):
        self.encoder = frozen(nets.Encoder(), store / "encoder.pt")
        self.basis = kernels.Basis.load(store)
        self.predictor = frozen(kernels.Predictor(self.basis.size), store / "kernel.pt")
        return load(nets.UNet(diffuse=True, features=True, kernel=True, blocks=self.blocks), store / f"{self.start}.pt")

    def loss(self, net, batch):
        with torch.no_grad():
            features = self.encoder.features(batch["up"], batch["scale"])
            kernel = batch["kernel"].clone()
            half = len(kernel) // 2
            kernel[:half] = self.predictor.sample(self.basis, batch["lr"][:half].float(), batch["scale"][:half], steps=4)
        target = (batch["hr"] - batch["up"]) * nets.RESIDUAL_SCALE
        t = times(len(target), self.pure)
        z = diffuse(target, t, torch.randn_like(target))
        x0 = net(batch["up"], batch["scale"], z=z, t=t.float(), features=features, kernel=kernel.flatten(1))
        return distance(x0, target)


class Swin(Regression):
    """A window transformer as TESR's first stage, for the comparison in its card; the shipped first stage is the regression network."""

    def network(self, store):
        return swin.SwinSr()


class Tesr(Regression):
    """Stage 2 of TESR: diffusion of what the (noisy) first stage leaves, conditioned on it."""

    rate = 2e-4
    start = "regression-base"

    def network(self, store):
        self.first = frozen(nets.UNet(), store / "regression.pt")
        return load(nets.UNet(diffuse=True, first=True), store / f"{self.start}.pt")

    def loss(self, net, batch):
        with torch.no_grad():
            first = batch["up"] + self.first(batch["up"], batch["scale"])
            sigma = torch.rand(len(first), 1, 1, 1) * 25 / 255
            sigma[::2] = 0
            noisy = first + sigma * torch.randn_like(first)
        target = (batch["hr"] - first) * nets.RESIDUAL_SCALE
        t = times(len(target))
        z = diffuse(target, t, torch.randn_like(target))
        x0 = net(batch["up"], batch["scale"], z=z, t=t.float(), first=noisy)
        return distance(x0, target)


class Dmdc(Regression):
    """SR3-type conditional diffusion; `mask` adds the detail-supplement task, `pixel` the bounded pixel constraint.

    Base loss: eps-prediction's distance, bounded at the noisy end; pixel constraint: w_t d(x0, x0hat), w_t = 1 - A_t (unbounded it would be
    the eps loss times (1 - A)/A, up to 2.5e4 at pure noise).
    """

    rate = 2e-4

    def __init__(self, mask=True, pixel=True):
        self.mask, self.pixel = mask, pixel

    def network(self, store):
        return load(nets.UNet(diffuse=True), store / "regression-base.pt")

    def hide(self, up):
        """4 to 12 squares of 4 to 16 px filled with their own mean, in half of the batch."""
        up = up.clone()
        side = up.shape[-1]
        for image in up[::2]:
            for _ in range(int(torch.randint(4, 13, ()))):
                s = int(torch.randint(4, 17, ()))
                row, col = (int(torch.randint(0, side - s + 1, ())) for _ in range(2))
                patch = image[:, row : row + s, col : col + s]
                patch[:] = patch.mean((1, 2), keepdim=True)
        return up

    def loss(self, net, batch):
        target = (batch["hr"] - batch["up"]) * nets.RESIDUAL_SCALE
        t = times(len(target))
        a = ABAR[t].float().view(-1, 1, 1, 1)
        z = diffuse(target, t, torch.randn_like(target))
        up = self.hide(batch["up"]) if self.mask else batch["up"]
        error = F.smooth_l1_loss(net(up, batch["scale"], z=z, t=t.float()).float(), target, beta=1.0, reduction="none")
        # eps error = sqrt(A / (1 - A)) x0 error; its weight is held within [0.3, 3] so that pure noise still teaches the mean
        loss = ((a / (1 - a)).sqrt().clamp(0.3, 3) * error).mean()
        return loss + (0.5 * (1 - a) * error).mean() if self.pixel else loss


TASKS = {
    "regression-base": Regression, "encoder": Encoder, "kernel": Kernel, "ddsr": Ddsr,
    "swin": Swin, "tesr": Tesr,
    "dmdc": Dmdc, "dmdc-base": lambda: Dmdc(False, False), "dmdc-mask": lambda: Dmdc(True, False), "dmdc-pixel": lambda: Dmdc(False, True),
}


class RegressionLong(Regression):
    """The regression baseline: the base, trained on for as many steps and on as many images as the diffusion models."""

    rate = 2e-4

    def network(self, store):
        return load(nets.UNet(), store / "regression-base.pt")


TASKS["regression"] = RegressionLong


class DmdcLong(Dmdc):
    """The shipped one: `dmdc` trained on."""

    def network(self, store):
        return load(nets.UNet(diffuse=True), store / "dmdc.pt")


TASKS["dmdc-long"] = DmdcLong


class DdsrLong(Ddsr):
    """`ddsr` trained on, half of each batch at pure noise, where the fidelity preset asks once."""

    start, pure = "ddsr", 0.5


TASKS["ddsr-long"] = DdsrLong


class TesrLong(Tesr):
    """The shipped one: `tesr` trained on."""

    start = "tesr"


TASKS["tesr-long"] = TesrLong


class RegressionBroad(Regression):
    """The baseline trained on with crops of coarser ground too (data.Crops.window) and twice the batch."""

    coarser, batch, rate = 0.5, 16, 3e-4
    start = "regression"

    def network(self, store):
        return load(nets.UNet(), store / f"{self.start}.pt")


class RegressionBroadLong(RegressionBroad):
    """`regression-broad` trained on."""

    start = "regression-broad"


TASKS |= {"regression-broad": RegressionBroad, "regression-broad-long": RegressionBroadLong}


class DdsrBroad(DdsrLong):
    """`ddsr-long` trained on, on the data of RegressionBroad."""

    coarser, batch, rate = 0.5, 16, 3e-4
    start = "ddsr-long"


TASKS["ddsr-broad"] = DdsrBroad


class RegressionDeep(RegressionBroad):
    """The shipped one: `regression-broad-long` with twice the blocks at its full width and more plain decimation."""

    plain, start = 0.2, "regression-broad-long"

    def network(self, store):
        return load(nets.UNet(blocks=nets.DEEP), store / f"{self.start}.pt")


class DdsrDeep(DdsrBroad):
    """The shipped one: `ddsr-broad` deepened in the same way."""

    plain, start, blocks = 0.2, "ddsr-broad", nets.DEEP


TASKS |= {"regression-deep": RegressionDeep, "ddsr-deep": DdsrDeep}
