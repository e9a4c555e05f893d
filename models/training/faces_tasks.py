"""What each face network learns (faces_data.py, faces_degradations.py). Images are in [0,1] in batches, in [-1,1] in networks."""
import torch

import faces_data
import faces_degradations
import faces_nets
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
        return load(net, store / f"{self.start}.pt") if self.start else net

    def loss(self, net, batch):
        return distance(net(model_range(batch["up"])) * SCALE, model_range(batch["hr"]) * SCALE)


class Prior(Regression):
    """The unconditional prior, on the levels that the methods visit: mostly low ones (truncated starts), up to DR2's severe preset."""

    def pairs(self, root, seed):
        return faces_data.Portraits(root, "train", seed)

    def draw(self, pairs, progress):
        return {"hr": pairs.draw(self.batch, self.side)}

    def network(self, store):
        return faces_nets.Diffusion()

    def times(self, count):
        t = torch.randint(0, 650, (count,))
        t[: (count * 2) // 3] = torch.randint(0, 200, ((count * 2) // 3,))
        return t

    def loss(self, net, batch):
        x0 = model_range(batch["hr"])
        t = self.times(len(x0))
        z = net.diffuse(x0, t, torch.randn_like(x0))
        weight = net.weight(t)
        return distance(net(z, t.float()).float() * weight, x0 * weight)


TASKS = {"faces-regression": Regression, "faces-prior": Prior}
