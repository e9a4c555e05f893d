"""What each face network learns (faces_data.py, faces_degradations.py). Images are in [0,1] in batches, in [-1,1] in networks."""
import copy
import math

import torch

import faces_data
import faces_degradations
import faces_nets
from degradations import resize
from tasks import distance, frozen, load

SCALE = 4.0  # brings the error of faces in [-1,1] to about unit deviation


def model_range(x):
    return x * 2 - 1


class Regression:
    side, batch, rate = 256, 8, 4e-4
    chain = faces_degradations.Chain
    start = None

    def pairs(self, root, seed):
        return self.chain(faces_data.Portraits(root, "train", seed), seed)

    def draw(self, pairs, progress):
        return pairs.draw(self.batch, self.side)

    def network(self, store):
        net = faces_nets.Regression()
        return load(net, store / f"{self.start}.pt", exact=False) if self.start else net

    def loss(self, net, batch):
        return distance(net(model_range(batch["up"])) * SCALE, model_range(batch["hr"]) * SCALE)


class RegressionLong(Regression):
    """Trained on, with half of the pairs milder, so that a photograph that is only a little degraded keeps its look."""

    rate, chain, start = 3e-4, faces_degradations.Mixed, "faces-regression"


class RegressionBroad(RegressionLong):
    """Trained on, with a quarter of the pairs only small, of whom nothing but detail is missing."""

    rate, chain, start = 4e-4, faces_degradations.Broad, "faces-regression-long"


class RegressionDeep(RegressionBroad):
    """The shipped one: `faces-regression-broad` with twice the blocks at its finest level and a thin stage at full size, trained on."""

    rate, start = 3e-4, "faces-regression-broad"

    def network(self, store):
        return load(faces_nets.Regression(deep=True), store / f"{self.start}.pt")


class Prior(Regression):
    """The unconditional prior, on the levels that the methods visit: mostly low ones (truncated starts), up to DR2's severe preset."""

    def pairs(self, root, seed):
        return faces_data.Portraits(root, "train", seed)

    def draw(self, pairs, progress):
        return {"hr": pairs.draw(self.batch, self.side)}

    low = 200

    def network(self, store):
        return faces_nets.Diffusion(fine=0)

    def times(self, count):
        t = torch.randint(0, 650, (count,))
        t[: (count * 2) // 3] = torch.randint(0, self.low, ((count * 2) // 3,))
        return t

    def loss(self, net, batch):
        x0 = model_range(batch["hr"])
        t = self.times(len(x0))
        z = net.diffuse(x0, t, torch.randn_like(x0))
        weight = net.weight(t)
        return distance(net(z, t.float()).float() * weight, x0 * weight)


class PriorLong(Prior):
    """The shipped one: trained on with a last stage at full size, without which low levels kept noise in smooth skin."""

    rate, low = 4e-4, 120

    def network(self, store):
        return load(faces_nets.Diffusion(), store / "faces-prior.pt")


class Pooled(Regression):
    """Trains on a pool of pairs made once and kept in the store, each flipped at random; `renewed` of them are made again at every step."""

    chain, pool, renewed = faces_degradations.Mixed, 640, 0

    def draw(self, pairs, progress):
        if not hasattr(self, "stock"):
            self.stock = torch.load(self.file) if self.file.exists() else self.make(pairs)
        if self.renewed:
            made = self.made(int(torch.randint(0, 1 << 30, ())), pairs, self.renewed)
            at = torch.randint(0, len(self.stock["up"]), (self.renewed,))
            for key, values in made.items():
                self.stock[key][at] = values
        pick = torch.randint(0, len(self.stock["up"]), (self.batch,))
        batch = {k: v[pick].float() / 255 if v.dtype == torch.uint8 else v[pick] for k, v in self.stock.items()}
        self.flipped = bool(torch.rand(()) < 0.5)
        return {k: v.flip(3) if v.dim() == 4 else v for k, v in batch.items()} if self.flipped else batch

    def make(self, pairs):
        made = [self.made(i, pairs, self.batch) for i in range(self.pool // self.batch)]
        stock = {k: torch.cat([m[k] for m in made]) for k in made[0]}
        torch.save(stock, self.file)
        return stock

    def made(self, i, pairs, count):
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            return self.pair(i, pairs.draw(count, self.side))


def byte(x):
    return (x.clamp(0, 1) * 255).round().byte()


class Error(Pooled):
    """How far the frozen regression is from the truth on a given input: what chooses starts and presets for each face."""

    batch, pool, of, deep = 16, 1600, "faces-regression-long", False

    def network(self, store):
        self.first = frozen(faces_nets.Regression(self.deep), store / f"{self.of}.pt")
        self.file = store / f"{self.of}-errors.pt"
        return faces_nets.ErrorEstimate()

    def pair(self, i, batch):
        up = byte(batch["up"])
        guess = self.first(model_range(up.float() / 255)).float().clamp(-1, 1)
        return {"up": up, "error": ((guess - model_range(batch["hr"])) ** 2).mean((1, 2, 3)).sqrt().log()}

    def loss(self, net, batch):
        return distance(net(model_range(batch["up"]))[:, 0].float() * 4, batch["error"] * 4)


class ErrorBroad(Error):
    chain, of, start = faces_degradations.Broad, "faces-regression-broad", "faces-error"

    def network(self, store):
        return load(super().network(store), store / f"{self.start}.pt")


class ErrorDeep(ErrorBroad):
    """The shipped one, of the shipped regression."""

    of, deep, start = "faces-regression-deep", True, "faces-error-broad"


def low_pass(x, factor):
    side = x.shape[-1]
    return resize(resize(x, side // factor, side // factor), side, side)


def dr2(prior, y, factor, tau, start, calls=8):
    """DR2's clean estimate at index tau of 100 from y in [-1,1]: low frequencies of every state are those of the noisy input. Where those are all
    there are (factor 1) only the last state matters: the mean of the estimates from `calls` of them."""
    noise = lambda: torch.randn_like(y)
    full = lambda t: torch.full((len(y),), int(t))
    if factor == 1:
        return sum(prior(prior.diffuse(y, full(tau * 10), noise()), full(tau * 10).float()).float().clamp(-1, 1) for _ in range(calls)) / calls
    index = torch.linspace(start, tau, min(calls, start - tau + 1)).round().long() * 10
    z = prior.diffuse(y, full(index[0]), noise())
    for t, following in zip(index, [*index[1:], None]):
        x0 = prior(z, full(t).float()).float().clamp(-1, 1)
        if following is None:
            return x0
        a, b = prior.abar[t].item(), prior.abar[following].item()
        sigma2 = (1 - b) / (1 - a) * (1 - a / b)
        keep = math.sqrt(max(1 - b - sigma2, 0)) / math.sqrt(1 - a)
        z = keep * z + (math.sqrt(b) - keep * math.sqrt(a)) * x0 + math.sqrt(sigma2) * noise()
        z = z + low_pass(prior.diffuse(y, full(following), noise()) - z, factor)


# factor, tau, start (of 100), calls: slight twice, mild, medium, severe
DR2_PRESETS = ((1, 2, 2, 4), (1, 2, 2, 4), (1, 8, 8, 4), (2, 16, 26, 8), (8, 30, 55, 8))


class Enhance(Pooled):
    """DR2E's enhancement network, from the regression's weights, on DR2's own outputs, one new one at every step."""

    rate, start, chain, renewed = 3e-4, "faces-regression-deep", faces_degradations.Broad, 1

    def network(self, store):
        self.prior = frozen(faces_nets.Diffusion(), store / "faces-prior-long.pt")
        self.file = store / "faces-dr2-pool.pt"
        return load(faces_nets.Regression(deep=True), store / f"{self.start}.pt")

    def pair(self, i, batch):
        removed = dr2(self.prior, model_range(batch["up"]), *DR2_PRESETS[i % len(DR2_PRESETS)])
        return {"hr": byte(batch["hr"]), "up": byte(removed / 2 + 0.5)}


class EnhanceLong(Enhance):
    """The shipped one: trained on."""

    rate, start = 2e-4, "faces-dr2"


class Conditional(Regression):
    """Conditional diffusion, continued from a regression's weights with a state that starts silent; t below `reach` only (truncated starts)."""

    rate, reach = 4e-4, 400
    guessed = 0  # share of a batch whose states are not the truth noised but the guess that sampling starts from: what is coarse in it is not to be trusted

    def network(self, store):
        return load(faces_nets.Conditional(), store / f"{self.start}.pt", exact=False)

    def times(self, count):
        return torch.randint(0, self.reach, (count,))

    def states(self, net, x0, guess):
        t = self.times(len(x0))
        count = int(len(x0) * self.guessed)
        t[:count] = torch.randint(100, self.reach, (count,))
        return t, net.diffuse(torch.cat([guess[:count], x0[count:]]), t, torch.randn_like(x0))

    def loss(self, net, batch):
        x0, up = model_range(batch["hr"]), model_range(batch["up"])
        t, z = self.states(net, x0, up)
        return distance(net(z, up, t.float()) * SCALE, x0 * SCALE)


class DiffBfrLow(Conditional):
    """First of DiffBFR's cascade, at 128 px, from nothing."""

    chain = faces_degradations.Mixed

    def network(self, store):
        return faces_nets.Conditional(grid=32)

    def draw(self, pairs, progress):
        return {k: resize(v, 128, 128) for k, v in pairs.draw(self.batch, self.side).items()}


class DiffBfrLowLong(DiffBfrLow):
    """Trained on, up to the highest start of its sampling."""

    chain, reach = faces_degradations.Broad, 501

    def network(self, store):
        return load(super().network(store), store / "faces-diffbfr-low.pt")


class DiffBfrLowStart(DiffBfrLowLong):
    """The shipped one: trained on, with most states as sampling starts from them."""

    rate, guessed = 2e-4, 0.75

    def network(self, store):
        return load(faces_nets.Conditional(grid=32), store / "faces-diffbfr-low-long.pt")


class DiffBfrFull(Conditional):
    """Second, at 256 px, conditioned on the degraded face and on the first's one-call estimate up-sampled; from the deep regression's weights."""

    chain, reach, rate, start = faces_degradations.Broad, 401, 3e-4, "faces-regression-deep"
    low, draws = "faces-diffbfr-low-long", 1

    def network(self, store):
        self.first = frozen(faces_nets.Conditional(grid=32), store / f"{self.low}.pt")
        return load(faces_nets.Cascaded(), store / f"{self.start}.pt")

    def loss(self, net, batch):
        x0, up = model_range(batch["hr"]), model_range(batch["up"])
        with torch.no_grad():
            low = resize(self.estimate(resize(up, 128, 128)), self.side, self.side)
        t, z = self.states(net, x0, low)
        return distance(net(z, up, low, t.float()) * SCALE, x0 * SCALE)

    def estimate(self, small):
        t = torch.randint(100, 501, (len(small),))
        return sum(self.first(self.first.diffuse(small, t, torch.randn_like(small)), small, t.float()).float().clamp(-1, 1) for _ in range(self.draws)) / self.draws


class DiffBfrFullLong(DiffBfrFull):
    """Trained on."""

    rate, start = 2e-4, "faces-diffbfr-full"


class DiffBfrFullStart(DiffBfrFullLong):
    """The shipped one: trained on, with most states as sampling starts from them, and means of the first's estimates."""

    start, guessed, low, draws = "faces-diffbfr-full-long", 0.75, "faces-diffbfr-low-start", 2


class Turbulence(Pooled):
    """Pairs of the turbulence simulator, which takes longer than a step of a network: a pool, one new pair at every step."""

    chain, pool, renewed, rate, start = faces_degradations.Turbulence, 1280, 1, 4e-4, "faces-at-base"

    def stocked(self, store):
        self.file = store / "faces-turbulence-pool.pt"

    def pair(self, i, batch):
        return batch | {"hr": byte(batch["hr"]), "up": byte(batch["up"])}

    def draw(self, pairs, progress):
        batch = super().draw(pairs, progress)
        # the tilt, simulated on the unflipped face, points the other way along x
        return batch | {"shift": batch["shift"] * torch.tensor([-1.0, 1.0])[:, None, None]} if self.flipped else batch


class TurbulenceBase(Turbulence):
    """The regression network on the turbulence simulator: what all three turbulence models continue from."""

    start = "faces-regression-broad"

    def network(self, store):
        self.stocked(store)
        return load(faces_nets.Regression(), store / f"{self.start}.pt", exact=False)


class TurbulenceRegression(TurbulenceBase):
    """The baseline of the turbulence models, trained on for more steps than their first phase."""

    rate, start = 3e-4, "faces-at-base"


class TurbulenceRegressionLong(TurbulenceBase):
    """The shipped one: trained on as they were; a step costs three fifths of AT-VarDiff's and two fifths of AT-DDPM's."""

    rate, start = 2e-4, "faces-at-regression"


class TurbulenceDiffusion(Turbulence, Conditional):
    """A quarter of the batch at the highest index, where sampling makes its estimate."""

    def network(self, store):
        self.stocked(store)
        return Conditional.network(self, store)

    def times(self, count):
        t = super().times(count)
        t[: count // 4] = self.reach - 1
        return t

    def started(self, net, x0, up, ask):
        """States as sampling makes them, and their t: a quarter of the batch the input noised to the highest index, where the estimate is made; half
        of it estimates, ask(z, t, slice), noised again; the rest the truth, for what is fine. What is coarse in a guess is not to be trusted."""
        t = self.times(len(x0))
        first, second = len(x0) // 4, len(x0) * 3 // 4
        t[first:second] = torch.randint(100, self.reach, (second - first,))
        rows = slice(first, second)
        with torch.no_grad():
            top = torch.full((second - first,), self.reach - 1)
            guess = ask(net.diffuse(up[rows], top, torch.randn_like(up[rows])), top, rows).float().clamp(-1, 1)
        return t, net.diffuse(torch.cat([up[:first], guess, x0[second:]]), t, torch.randn_like(x0))


class AtDdpm(TurbulenceDiffusion):
    """AT-DDPM (Nair et al. 2023): beside its own loss, the student follows an EMA of itself that sees an easier condition, the clean
    face a quarter as large and up again."""

    distillation = 0.1

    def loss(self, net, batch):
        x0, up = model_range(batch["hr"]), model_range(batch["up"])
        t, z = self.states(net, x0, up)
        if not hasattr(self, "teacher"):
            self.teacher = copy.deepcopy(net).eval().requires_grad_(False)
        with torch.no_grad():
            for kept, new in zip(self.teacher.parameters(), net.parameters()):
                kept.lerp_(new, 0.01)
            easy = model_range(resize(resize(batch["hr"], 64, 64), self.side, self.side))
            taught = self.teacher(z, easy, t.float()).float() * SCALE
        guess = net(z, up, t.float()) * SCALE
        return (1 - self.distillation) * distance(guess, x0 * SCALE) + self.distillation * distance(guess, taught)


class AtDdpmStart(AtDdpm):
    """The shipped one: trained on with states as sampling makes them."""

    rate, start = 2e-4, "faces-at-ddpm"

    def states(self, net, x0, up):
        return self.started(net, x0, up, lambda z, t, rows: net(z, up[rows], t.float()))


class AtVarDiff(TurbulenceDiffusion):
    """AT-VarDiff: evidence lower bound with free bits, and the latent held to the simulator's parameters and shift field."""

    free, divergence = 0.05, 3e-3

    def network(self, store):
        self.stocked(store)
        net = faces_nets.VarDiff()
        load(net.denoiser, store / f"{self.start}.pt")
        return net

    def loss(self, net, batch):
        x0, up = model_range(batch["hr"]), model_range(batch["up"])
        t = self.times(len(x0))
        z = net.denoiser.diffuse(x0, t, torch.randn_like(x0))
        p_mean, p_log, field = (v.float() for v in net.prior(up))
        q_mean, q_log, q_field = (v.float() for v in net.posterior(torch.cat([x0, up], 1)))
        code = q_mean + (q_log / 2).exp() * torch.randn_like(q_mean)
        # half the batch on the latent that inference has
        half = len(x0) // 2
        code = torch.cat([code[:half], p_mean[half:]])
        shift = batch["shift"] / 3
        seen = torch.cat([q_field[:half], field[half:]])
        guess = net.denoiser(z, up, t.float(), latent=code, spatial=seen)
        kl = 0.5 * (p_log - q_log + (q_log.exp() + (q_mean - p_mean) ** 2) / p_log.exp() - 1)
        theta = net.theta(p_mean).float(), net.theta(code).float()
        held = sum(distance(v, batch["theta"]) for v in theta) + distance(field, shift) + distance(q_field, shift)
        return distance(guess * SCALE, x0 * SCALE) + self.divergence * kl.clamp(min=self.free).sum(1).mean() + 0.3 * held


class AtVarDiffStart(AtVarDiff):
    """The shipped one: trained on with states as sampling makes them and the latents that inference has, half of them drawn; the posterior has
    done its work."""

    rate, start = 2e-4, "faces-at-vardiff"

    def network(self, store):
        self.stocked(store)
        return load(faces_nets.VarDiff(), store / f"{self.start}.pt")

    def loss(self, net, batch):
        x0, up = model_range(batch["hr"]), model_range(batch["up"])
        mean, log_variance, field = (v.float() for v in net.prior(up))
        half = len(x0) // 2
        noise = torch.randn_like(mean)
        noise[:half] = 0
        code = mean + (log_variance.detach() / 2).exp() * noise
        ask = lambda z, t, rows: net.denoiser(z, up[rows], t.float(), latent=code[rows], spatial=field[rows])
        t, z = self.started(net.denoiser, x0, up, ask)
        held = distance(net.theta(mean).float(), batch["theta"]) + distance(field, batch["shift"] / 3)
        return distance(ask(z, t, slice(None)) * SCALE, x0 * SCALE) + 0.3 * held


TASKS = {
    "faces-regression": Regression, "faces-regression-long": RegressionLong, "faces-regression-broad": RegressionBroad, "faces-regression-deep": RegressionDeep, "faces-prior": Prior, "faces-prior-long": PriorLong, "faces-error": Error, "faces-error-broad": ErrorBroad, "faces-error-deep": ErrorDeep, "faces-dr2": Enhance, "faces-dr2-long": EnhanceLong, "faces-diffbfr-low": DiffBfrLow, "faces-diffbfr-low-long": DiffBfrLowLong, "faces-diffbfr-low-start": DiffBfrLowStart,
    "faces-diffbfr-full": DiffBfrFull, "faces-diffbfr-full-long": DiffBfrFullLong, "faces-diffbfr-full-start": DiffBfrFullStart, "faces-at-base": TurbulenceBase, "faces-at-regression": TurbulenceRegression, "faces-at-regression-long": TurbulenceRegressionLong, "faces-at-ddpm": AtDdpm,
    "faces-at-ddpm-start": AtDdpmStart, "faces-at-vardiff": AtVarDiff, "faces-at-vardiff-start": AtVarDiffStart,
}
